// Plain JavaScript on purpose: it runs on whatever Node the machine has (20 and later), brings the
// project's own Node and packages, and then runs everything under that Node.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runStoppable } from './stoppable.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const binaries = join(root, 'node_modules', '.bin')
const marker = join(root, 'node_modules', '.bellwether-installed')
const [task = 'start', ...args] = process.argv.slice(2)

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

function run(command, commandArgs, options = {}) {
  const env = { ...process.env, PATH: `${binaries}:${process.env.PATH}`, NODE_NO_WARNINGS: '1' }
  return runStoppable(command, commandArgs, { cwd: root, env, ...options })
}

async function must(command, commandArgs) {
  const status = await run(command, commandArgs)
  if (status !== 0) process.exit(status)
}

/** Installs what the lock file names, once for each lock file. */
async function install() {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lockHash()) return
  console.log('Installing packages (about a minute, once) ...')
  await must('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(marker, lockHash())
}

// Named differently by older Nodes.
const folderOf = (entry) => entry.parentPath ?? entry.path

/** The newest change below these folders, in milliseconds since 1970. */
const changedAt = (...folders) =>
  Math.max(
    ...folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile() && !/dist|node_modules/.test(folderOf(one).slice(root.length)))
        .map((one) => statSync(join(folderOf(one), one.name)).mtimeMs),
    ),
  )

/** Builds the console unless what was built is newer than everything it is built from. */
async function buildConsole() {
  const built = join(root, 'console', 'dist', 'index.html')
  if (existsSync(built) && statSync(built).mtimeMs > changedAt('console', 'contract')) return
  await must(join(binaries, 'vite'), ['build', 'console', '--logLevel', 'warn'])
}

const node = join(binaries, 'node')

const tasks = {
  async start() {
    await buildConsole()
    const wanted = args.includes('--empty') ? args.filter((one) => one !== '--empty') : ['--demo', ...args]
    // The channel ends with us, however we end: then the server stops too.
    const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
    return run(node, [join(root, 'server', 'bellwether.ts'), 'serve', ...wanted], { stdio })
  },
  async test() {
    await buildConsole()
    return run(node, [join(root, 'tools', 'run-tests.ts'), ...args])
  },
  check() {
    return run(node, [join(root, 'tools', 'check.ts'), ...args])
  },
  format() {
    return run(join(binaries, 'oxfmt'), ['.'])
  },
  openapi() {
    return run(node, [join(root, 'tools', 'print-openapi.ts')])
  },
  bench() {
    return run(node, [join(root, 'tools', 'run-bench.ts'), ...args])
  },
}

if (!(task in tasks)) {
  console.error(`Unknown task "${task}". Tasks: ${Object.keys(tasks).join(', ')}`)
  process.exit(2)
}
await install()
process.exit(await tasks[task]())
