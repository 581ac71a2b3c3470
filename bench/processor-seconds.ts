import { readFileSync } from 'node:fs'

/** The kernel counts in hundredths. */
const ticksPerSecond = 100

/** Seconds for which a process has computed so far, without its children. */
export function processorSeconds(processId: number): number {
  const [, rest = ''] = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}
