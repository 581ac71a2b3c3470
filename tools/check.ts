import { spawnSync } from 'node:child_process'

const steps: readonly (readonly [string, ...string[]])[] = [
  ['oxfmt', '--check', '.'],
  ['oxlint', '.'],
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'console'],
]

let failed = 0
for (const [command, ...args] of steps) {
  process.stdout.write(`- ${command} ${args.join(' ')}\n`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) failed += 1
}
process.stdout.write(failed === 0 ? 'All checks hold.\n' : `${failed} of ${steps.length} checks do not hold.\n`)
process.exitCode = failed === 0 ? 0 : 1
