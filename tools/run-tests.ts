import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgres15Folder } from '../server/testing/test-postgres.ts'
import { runStoppable } from './stoppable.mjs'

const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

interface Counts {
  passed: number
  skipped: number
  /** Each failed test or file, with what it said first: the end of a long output is what one is sent. */
  failures: readonly string[]
}

interface Report {
  numPassedTests: number
  numPendingTests: number
  testResults: readonly {
    name: string
    status: string
    message: string
    assertionResults: readonly { fullName: string; status: string; failureMessages: readonly string[] }[]
  }[]
}

function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name)
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${shorten(failureMessages.join('\n'))}`)
    return failed.length === 0 && status === 'failed' ? [`${file}\n${shorten(message)}`] : failed
  })
}

const shorten = (message: string): string =>
  message
    .split('\n', 12)
    .map((line) => `  ${line}`)
    .join('\n')

/** Runs vitest and reads the real counts from its own report. */
async function runVitest(args: readonly string[], environment: Record<string, string> = {}): Promise<Counts> {
  const report = join(mkdtempSync(join(tmpdir(), 'bw-tests-')), 'report.json')
  const status = await runStoppable(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    {
      // Servers, readers and commands start hundreds of times: they find their code compiled.
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...environment },
    },
  )
  if (!existsSync(report)) return { passed: 0, skipped: 0, failures: ['vitest ended without a report'] }
  const told: Report = JSON.parse(readFileSync(report, 'utf8'))
  const failures = failuresIn(told)
  if (status !== 0 && failures.length === 0) failures.push('vitest ended with an error outside any test: see above')
  return { passed: told.numPassedTests, skipped: told.numPendingTests, failures }
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
const runs = [await runVitest(args)]
if (process.argv.includes(alsoOldest)) {
  // The modules that speak most to the records run again on the oldest PostgreSQL that is supported.
  if (existsSync(join(postgres15Folder, 'postgres')))
    runs.push(
      await runVitest([...onRecords, ...withoutRecords.map((path) => `--exclude=**/${path}`)], { TEST_POSTGRES: '15' }),
    )
  else
    process.stdout.write('Skipped: the PostgreSQL 15 leg, since the Debian package postgresql-15 is not installed.\n')
}
const failures = runs.flatMap((run) => run.failures)
for (const failure of failures) process.stdout.write(`\nFailed: ${failure}\n`)
const sum = (name: 'passed' | 'skipped'): number => runs.reduce((total, run) => total + run[name], 0)
process.stdout.write(`\n${sum('passed')} passed, ${failures.length} failed, ${sum('skipped')} skipped\n`)
process.exitCode = failures.length === 0 ? 0 : 1
