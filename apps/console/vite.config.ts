import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['ALONGSIDE_SERVER'] ?? 'http://localhost:4000'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // Inlined assets would need `data:` in the Content-Security-Policy.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'es2023' },
  server: {
    proxy: {
      '/api': server,
      '/tag': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})
