import { readFileSync } from 'node:fs'

/** Megabytes of a process, as the kernel counts them: now, or at most so far. */
export const memoryOf = (processId: number, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1] ?? 0) /
  1000
