import { unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../../platform/problem.ts'
import { openTally } from '../rejections/tally.ts'
import type { Intake } from './start-intake.ts'

/** Stands for the intake in a process that has none: events go to one that has. */
export const absentIntake = (): Intake => ({
  accept: async () => {
    throw new Problem(unavailable, said`This process takes no events in. Send them to one with the role "intake".`)
  },
  tally: openTally(),
  state: () => ({
    spooledBytes: 0,
    insertedSegments: 0,
    insertedBytes: 0,
    setAside: 0,
    lastSuccessAt: null,
    waitsBecause: null,
  }),
  flush: async () => undefined,
  stop: async () => undefined,
})
