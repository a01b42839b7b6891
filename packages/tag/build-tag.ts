import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'

const root = path.dirname(fileURLToPath(import.meta.url))

/** Everything older lacks constructed style sheets, which the tag needs anyway. */
const CSS_TARGET = ['chrome111', 'firefox113', 'safari16.4']

/**
 * Builds alongside.js (classic script, the loader), chat.js, session.js and frame.js (ES modules) and the chunks that these share.
 * What was in `outDir` stays when the build fails.
 */
export async function buildTag(outDir: string): Promise<void> {
  await build({
    ...common,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      cssTarget: CSS_TARGET,
      modulePreload: false,
      rolldownOptions: {
        input: { chat: 'src/chat/start.tsx', frame: 'src/frame/start.ts', session: 'src/session/start.tsx' },
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: nameOfChunk },
      },
    },
  })
  await build({
    ...common,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      cssTarget: CSS_TARGET,
      rolldownOptions: {
        input: 'src/loader/main.ts',
        output: { format: 'iife', entryFileNames: 'alongside.js' },
      },
    },
  })
}

type Chunk = { readonly isDynamicEntry: boolean; readonly moduleIds: readonly string[] }

/** What is loaded when it is needed is called so: it does not count as part of what a session begins with. */
function nameOfChunk({ isDynamicEntry, moduleIds }: Chunk): string {
  if (moduleIds.some((id) => id.endsWith('/mirror/src/capture/index.ts'))) return 'capture-[hash].js'
  if (isDynamicEntry) return 'later-[hash].js'
  // What capture shares with what is loaded later; the chat has nothing of it.
  return moduleIds.some((id) => id.includes('/mirror/src/capture/')) ? 'capture-[hash].js' : 'chunk-[hash].js'
}

const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}
