// Builds dist/: alongside.js (classic script, the loader), chat.js and session.js (ES modules) and their shared chunks.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'

const root = path.dirname(fileURLToPath(import.meta.url))
const outDir = path.join(root, 'dist')

// All have constructed style sheets, which we need anyway; for older ones the tag stays away.
const CSS_TARGET = ['chrome111', 'firefox113', 'safari16.4']

const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

await rm(outDir, { recursive: true, force: true })

await build({
  ...common,
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: CSS_TARGET,
    modulePreload: false,
    rolldownOptions: {
      input: { chat: 'src/chat/start.tsx', session: 'src/session/start.tsx' },
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
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
