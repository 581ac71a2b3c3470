/** Milliseconds that this thread computed for some work: what else the machine does shows in the clock, not here. */
function processorTime(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** The least of three runs: once in a while the collector comes by. */
const steadyTime = (work: () => void): number => Math.min(...[1, 2, 3].map(() => processorTime(work)))

/**
 * Whether twice as much takes more than three times as long. Below `leastMilliseconds` the clock says
 * nothing. What is clearly a line is seen at once; a busy machine may spoil a measurement, a square
 * spoils all three.
 */
export function growsByItsSquare(some: () => void, more: () => void, leastMilliseconds = 40): boolean {
  const twice = processorTime(more)
  if (twice <= leastMilliseconds || twice <= 2.5 * Math.min(processorTime(some), processorTime(some))) return false
  return [1, 2, 3].every(() => steadyTime(more) > Math.max(leastMilliseconds, 3 * steadyTime(some)))
}
