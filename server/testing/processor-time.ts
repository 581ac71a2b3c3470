/**
 * Milliseconds that this thread computed for some work, the least of three runs: what else the machine
 * does shows in the clock, and not here.
 */
export function processorTime(work: () => void): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}
