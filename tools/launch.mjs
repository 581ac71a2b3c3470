// Plain JavaScript on purpose: it runs on whatever Node the machine has (20 and later), brings the
// project's own Node and packages, and then runs everything under that Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const binaries = join(root, 'node_modules', '.bin')
const marker = join(root, 'node_modules', '.bellwether-installed')
const [task = 'start', ...args] = process.argv.slice(2)

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

function run(command, commandArgs, environment = {}) {
  const env = { ...process.env, PATH: `${binaries}:${process.env.PATH}`, NODE_NO_WARNINGS: '1', ...environment }
  const { status, signal } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', env })
  return signal ? 1 : status
}

function must(command, commandArgs, environment) {
  const status = run(command, commandArgs, environment)
  if (status !== 0) process.exit(status ?? 1)
}

/** Installs what the lock file names, once for each lock file. */
function install() {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lockHash()) return
  console.log('Installing packages (about a minute, once) ...')
  must('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'])
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
function buildConsole() {
  const built = join(root, 'console', 'dist', 'index.html')
  if (existsSync(built) && statSync(built).mtimeMs > changedAt('console', 'contract')) return
  must(join(binaries, 'vite'), ['build', 'console', '--logLevel', 'warn'])
}

const node = join(binaries, 'node')

const tasks = {
  start() {
    buildConsole()
    const wanted = args.includes('--empty') ? args.filter((one) => one !== '--empty') : ['--demo', ...args]
    process.exit(run(node, [join(root, 'server', 'bellwether.ts'), 'serve', ...wanted]))
  },
  test() {
    buildConsole()
    process.exit(run(node, [join(root, 'tools', 'run-tests.ts'), ...args]))
  },
  check() {
    process.exit(run(node, [join(root, 'tools', 'check.ts'), ...args]))
  },
  format() {
    process.exit(run(join(binaries, 'oxfmt'), ['.']))
  },
  openapi() {
    process.exit(run(node, [join(root, 'tools', 'print-openapi.ts')]))
  },
  bench() {
    process.exit(run(node, [join(root, 'tools', 'run-bench.ts'), ...args]))
  },
}

if (!(task in tasks)) {
  console.error(`Unknown task "${task}". Tasks: ${Object.keys(tasks).join(', ')}`)
  process.exit(2)
}
install()
tasks[task]()
