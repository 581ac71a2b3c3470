const [name = '', ...parts] = process.argv.slice(2)
const benches = [
  'intake',
  'start',
  'friday',
  'mail-listener',
  'desk',
  'hand-offs',
  'figures',
  'pager',
  'replay',
  'probes',
]
if (!benches.includes(name)) {
  process.stderr.write(`Usage: npm run bench -- NAME [PART...]\nBenchmarks: ${benches.join(', ')}\n`)
  process.exit(2)
}
const { run } = (await import(`../bench/${name}.ts`)) as {
  run(parts: readonly string[]): Promise<void>
}
await run(parts)
