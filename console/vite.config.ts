import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = 'dist'

/** Packs what is built once, as small as it gets: the server sends it so. */
const packFiles: Plugin = {
  name: 'pack-files',
  apply: 'build',
  closeBundle() {
    const folder = join(import.meta.dirname, outDir)
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:js|css|svg|html)$/.test(path)) continue
      const bytes = readFileSync(join(folder, path))
      writeFileSync(join(folder, `${path}.br`), brotliCompressSync(bytes))
      writeFileSync(join(folder, `${path}.gz`), gzipSync(bytes, { level: 9 }))
    }
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), packFiles],
  build: { outDir, emptyOutDir: true, target: 'es2023' },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:7070', '/healthz': 'http://127.0.0.1:7070' } },
})
