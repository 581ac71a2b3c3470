import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgres15Folder } from '../server/testing/test-postgres.ts'

const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** Runs vitest and reads the real counts from its own report. */
function runVitest(args: readonly string[], environment: Record<string, string> = {}): Counts {
  const report = join(mkdtempSync(join(tmpdir(), 'bw-tests-')), 'report.json')
  const { status } = spawnSync(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    {
      stdio: 'inherit',
      // Servers, readers and commands start hundreds of times: they find their code compiled.
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...environment },
    },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const failed = numFailedTests || numFailedTestSuites || (status === 0 ? 0 : 1)
  return { passed: numPassedTests, failed, skipped: numPendingTests }
}

const onRecords = ['desk', 'mail', 'people', 'platform', 'pager', 'customers', 'incidents'].map(
  (module) => `server/${module}`,
)
/** What in those modules is about bytes, names and mail servers, and asks the records what others ask them too. */
const withoutRecords = [
  'engine/**',
  'apart/**',
  'net/**',
  'reading/**',
  'proof/**',
  'files/**',
  '*.rules.test.ts',
  'send-file.test.ts',
  'difficult-mails.test.ts',
  'prove-sender.test.ts',
  'open-*.test.ts',
  'answer-speed.test.ts',
]

const alsoOldest = '--also-postgres-15'
const args = process.argv.slice(2).filter((arg) => arg !== alsoOldest)
const runs = [runVitest(args)]
if (process.argv.includes(alsoOldest)) {
  // The modules that speak most to the records run again on the oldest PostgreSQL that is supported.
  if (existsSync(join(postgres15Folder, 'postgres')))
    runs.push(
      runVitest([...onRecords, ...withoutRecords.map((path) => `--exclude=**/${path}`)], { TEST_POSTGRES: '15' }),
    )
  else
    process.stdout.write('Skipped: the PostgreSQL 15 leg, since the Debian package postgresql-15 is not installed.\n')
}
const sum = (name: keyof Counts): number => runs.reduce((total, run) => total + run[name], 0)
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
process.exitCode = sum('failed') === 0 ? 0 : 1
