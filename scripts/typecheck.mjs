// Checks the types of every workspace, each with its own libraries (the server has no DOM, the tag has Preact's JSX).
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const folders = [
  'e2e',
  'bench',
  'conformance',
  ...['packages', 'apps'].flatMap((d) => readdirSync(d).map((name) => `${d}/${name}`)),
]
const projects = folders.filter((folder) => existsSync(`${folder}/tsconfig.json`))

const check = (project) =>
  new Promise((resolve) => {
    const child = spawn('node_modules/.bin/tsc', ['-p', project, '--pretty', 'false'], { stdio: 'inherit' })
    child.on('exit', (code) => resolve(code ?? 1))
  })

let failed = 0
for (const project of projects) if ((await check(project)) !== 0) failed++
if (failed > 0) {
  console.error(`${failed} of ${projects.length} workspaces have type errors`)
  process.exit(1)
}
