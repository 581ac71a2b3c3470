const [name = ''] = process.argv.slice(2)
const benches = ['intake', 'start', 'friday', 'mail-listener', 'desk', 'hand-offs', 'figures']
if (!benches.includes(name)) {
  process.stderr.write(`Usage: npm run bench -- NAME\nBenchmarks: ${benches.join(', ')}\n`)
  process.exit(2)
}
const { run } = (await import(`../bench/${name}.ts`)) as { run(): Promise<void> }
await run()
