import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Builds the bank's React app. The travel shop is rendered by the server and needs no build.
export default defineConfig({
  root: 'src/bank',
  base: '/bank/',
  plugins: [react()],
  build: {
    outDir: '../../dist/bank',
    emptyOutDir: true,
    // The site's policy has no `data:` for fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
  },
})
