import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // Workspace packages are taken from their sources, so that a page never runs against a stale build of them.
  resolve: { conditions: ['fadu-source', ...defaultClientConditions] },
  build: {
    // The server sends `script-src 'self'`: nothing may be written into the page itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2022',
  },
  server: {
    proxy: { '/api': 'http://localhost:8080', '/log': 'http://localhost:8080' },
  },
})
