import { spawnSync } from 'node:child_process'
import { checkArchitecture } from './architecture/check-architecture.ts'
import { checkDocs } from './check-docs.ts'
import { checkLanguages } from './languages/check-languages.ts'
import { checkOpenApi } from './print-openapi.ts'

const root = process.cwd()

/** A check by another program: its own words, and one line where it refuses. */
const program =
  (command: string, ...args: string[]) =>
  (): string[] =>
    spawnSync(command, args, { stdio: 'inherit' }).status === 0 ? [] : [`${command} refuses, see above.`]

const checks: Readonly<Record<string, () => Promise<string[]> | string[]>> = {
  format: program('oxfmt', '--check', '.'),
  lint: program('oxlint', '--type-aware', '.'),
  'types of contract, server and tools': program('tsc', '-p', '.'),
  'types of the console': program('tsc', '-p', 'console'),
  architecture: () => checkArchitecture(root),
  'dead code': program('knip', '--no-progress'),
  languages: () => checkLanguages(root),
  documents: () => checkDocs(root),
  'openapi.json': () => checkOpenApi(root),
}

let failed = 0
for (const [name, check] of Object.entries(checks)) {
  process.stdout.write(`- ${name}\n`)
  const findings = await check()
  for (const finding of findings) process.stdout.write(`  ${finding}\n`)
  if (findings.length > 0) failed += 1
}
process.stdout.write(failed === 0 ? 'All checks hold.\n' : `${failed} checks do not hold.\n`)
process.exitCode = failed === 0 ? 0 : 1
