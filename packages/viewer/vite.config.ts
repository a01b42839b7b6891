import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** One module that defines the element, for pages that load it from the server. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    lib: {
      entry: 'src/bundle.ts',
      formats: ['es'],
      fileName: () => 'alongside-viewer.js',
    },
    // A library build keeps white space for other bundlers; browsers load this one as it is.
    rolldownOptions: { output: { minify: true, codeSplitting: false } },
  },
})
