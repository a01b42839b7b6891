import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const FOLDER = fileURLToPath(new URL('../in-page/', import.meta.url))
const ENTRIES = ['look', 'alongside-visitor', 'alongside-viewer', 'rrweb-visitor', 'rrweb-viewer']

/** The scripts that run in browsers, from source: file name to text. */
export async function buildScripts(): Promise<Readonly<Record<string, string>>> {
  const bundles = await Promise.all(
    ENTRIES.map(async (name) => [`${name}.js`, await bundleScript(FOLDER, name)] as const),
  )
  return Object.fromEntries(bundles)
}

/** `FOLDER/NAME.ts` and all that it imports as one classic script. `folder` ends with a slash. */
export async function bundleScript(folder: string, name: string, minify = false): Promise<string> {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify,
      target: 'es2022',
      rolldownOptions: {
        input: `${folder}${name}.ts`,
        output: { format: 'iife', name: `script_${name.replaceAll('-', '_')}` },
      },
    },
  })
  const output = Array.isArray(result) ? result[0]?.output : 'output' in result ? result.output : undefined
  const chunk = output?.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`No bundle of ${name}`)
  // The bundler's helper for modules that are loaded later reads whatever pages have put on `Object.prototype`.
  return chunk.code.replace('for (var name in all)', 'for (const name of Object.keys(all))')
}
