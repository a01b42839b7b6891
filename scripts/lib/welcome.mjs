// What `npm start` prints when all is up.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {{ publicUrl: string, demoUrl: string, dataDir: string, demo: boolean }} config
 * @returns {string}
 */
export function welcome({ publicUrl, demoUrl, dataDir, demo }) {
  const lines = ['', 'Alongside is running.', '', `  Console     ${publicUrl}`]
  if (demo) {
    const { users } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
    const width = Math.max(...users.map(({ email }) => email.length))
    lines.push(`  Demo sites  ${demoUrl}`, `  API         ${publicUrl}/api/docs`, '')
    lines.push('  Sign in to the console as')
    for (const { email, password, role } of users)
      lines.push(`    ${email.padEnd(width)}   ${password}   ${role}`)
    lines.push('', `  These, the site key and an API key stand in ${join(dataDir, 'demo.json')}.`)
  } else lines.push(`  API         ${publicUrl}/api/docs`)
  lines.push('', 'Ctrl-C stops it.', '')
  return lines.join('\n')
}
