import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const smaller = { br: promisify(brotliCompress), gz: promisify(gzip) }

/** Beside each script and style its compressed forms, so that the server sends what is small and compresses nothing itself. */
const compressed = (): Plugin => ({
  name: 'fadu:compressed',
  apply: 'build',
  writeBundle: async ({ dir = '' }, bundle) => {
    const files = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))
    await Promise.all(
      files.map(async (name) => {
        const content = await readFile(join(dir, name))
        for (const [ending, compress] of Object.entries(smaller)) {
          await writeFile(join(dir, `${name}.${ending}`), await compress(content))
        }
      }),
    )
  },
})

export default defineConfig({
  plugins: [react(), compressed()],
  // Workspace packages are taken from their sources, so that a page never runs against a stale build of them.
  resolve: { conditions: ['fadu-source', ...defaultClientConditions] },
  build: {
    // The server sends `script-src 'self'`: nothing may be written into the page itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2022',
    // Says which chunks belong to a page; a test reads it.
    manifest: true,
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': 'http://localhost:8080', '/log': 'http://localhost:8080', '/gw': 'http://localhost:8080' },
  },
})
