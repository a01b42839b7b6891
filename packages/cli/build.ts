// `npm run build`: what runs in pages (dist/page.js) and the command itself (dist/cli.js), each in one file.
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const common: InlineConfig = { root, configFile: false, logLevel: 'warn', publicDir: false }

// What is loaded later elsewhere is in the same file here, so the warnings about module addresses mean nothing.
await build({
  ...common,
  logLevel: 'error',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/page/start.ts',
      output: { format: 'iife', entryFileNames: 'page.js' },
    },
  },
})
await build({
  ...common,
  ssr: { noExternal: [/^@alongside\//, 'valibot'] },
  build: {
    ssr: 'src/index.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: { output: { format: 'es', entryFileNames: 'cli.js' } },
  },
})
