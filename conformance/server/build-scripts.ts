import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const FOLDER = fileURLToPath(new URL('../in-page/', import.meta.url))
const ENTRIES = ['look', 'alongside-visitor', 'alongside-viewer', 'rrweb-visitor', 'rrweb-viewer']

/** The scripts that run in browsers, from source: file name to text. */
export async function buildScripts(): Promise<Readonly<Record<string, string>>> {
  const bundles = await Promise.all(ENTRIES.map(async (name) => [`${name}.js`, await bundle(name)] as const))
  return Object.fromEntries(bundles)
}

async function bundle(name: string): Promise<string> {
  const result = await build({
    root: FOLDER,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: `${FOLDER}${name}.ts`,
        output: { format: 'iife', name: `conformance_${name.replace('-', '_')}` },
      },
    },
  })
  const output = Array.isArray(result) ? result[0]?.output : 'output' in result ? result.output : undefined
  const chunk = output?.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`No bundle of ${name}`)
  // The bundler's helper for modules that are loaded later reads whatever pages have put on `Object.prototype`.
  return chunk.code.replace('for (var name in all)', 'for (const name of Object.keys(all))')
}
