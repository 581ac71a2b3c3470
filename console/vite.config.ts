import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { addressesOnly } from './build/addresses-only.ts'

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

const firstPages = ['open-console.tsx', 'app/pages/queue-page.tsx'].map((path) => join(import.meta.dirname, path))

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

/** The modules without which the queue cannot be shown. */
function firstModules(graph: Graph): ReadonlySet<string> {
  const found = new Set(firstPages)
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
  return found
}

/** Puts those modules of the first page that fit into one file of this name. */
function ofFirstPage(name: string, fits: (id: string) => boolean): (id: string, graph: Graph) => string | null {
  let first: ReadonlySet<string> | undefined
  return (id, graph) => {
    first ??= firstModules(graph)
    return first.has(id) && fits(id) ? name : null
  }
}

/** Parts of forms and dialogs: the index of their library names them, the queue shows none of them. */
const ofForms =
  /react-number-format|@mantine[\\/](form|core[\\/]esm[\\/]components[\\/](Autocomplete|Checkbox|Combobox|CopyButton|MultiSelect|NumberInput|PasswordInput|Pill|PillsInput|Progress|Radio|SegmentedControl|Select|Switch|Tabs|TagsInput|Textarea)[\\/])|contract[\\/]public-domain\.ts$/

const isLibrary = (id: string): boolean =>
  (id.includes('node_modules') && !ofForms.test(id)) || id.includes('vite/preload-helper')

/** Shared by few pages, and by none of the first: each in a file of its own. */
const ofFew =
  /contact-field|staff-field|alert-rules|week-series|figure-tiles|report\.commands|incidents.(?:affected-customers|rollback|watch-|declared.(?!incident-of|part))|written-values|customers.import|console.pager|contract.pager|team-queue|new-person-dialog|copy-line|(?:secret|shown)-once|views.(?:view-dialog|condition-editor|value-field|own-field-value)/

const isOfMany = (id: string): boolean => !ofFew.test(id)

export default defineConfig({
  root: import.meta.dirname,
  plugins: [addressesOnly, react(), packFiles],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // The libraries of the first page are one file, which browser-tests/first-load.test.ts weighs.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        // Few files: what the first page needs in two, what several others share in one, and each page's own.
        codeSplitting: {
          groups: [
            // The entry speaks before anything else is loaded, so what it needs stands with nothing else.
            { name: 'words', test: /console[\\/]ui[\\/](?:words|language)\.ts$|contract[\\/]said\.ts$/, priority: 5 },
            // Libraries change seldom: they stay in the cache when the console does not.
            { debugName: 'libraries', name: ofFirstPage('libraries', isLibrary), priority: 4 },
            { name: 'forms', test: ofForms, priority: 3 },
            { debugName: 'console', name: ofFirstPage('console', (id) => !id.includes('node_modules')), priority: 2 },
            { name: 'chart', test: /node_modules[\\/]uplot/, priority: 2 },
            // Shapes and their library, which addresses-only.ts keeps from the first page.
            { name: 'shapes', test: /node_modules[\\/]zod[\\/]|-shapes?\.ts$/, priority: 2 },
            // What dialogs that come later ask and check.
            {
              name: 'more',
              test: isOfMany,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:7070', '/healthz': 'http://127.0.0.1:7070' } },
})
