import type { IntakeState } from './start-intake.ts'

export interface IntakeHealth {
  /** `late`: events wait and the engine does not take them; `set-aside`: it refused some for good. */
  readonly state: 'ready' | 'late' | 'set-aside'
  readonly detail: string
  readonly lastSuccessAt: Date | null
  readonly waitingBytes: number
  readonly setAside: number
}

/** How the intake does, for whoever watches the server. */
export function intakeHealth(intake: IntakeState): IntakeHealth {
  const { spooledBytes: waitingBytes, setAside, lastSuccessAt, waitsBecause } = intake
  const isLate = waitsBecause !== null
  const parts = [
    `${waitingBytes} bytes wait for the engine`,
    ...(isLate ? [waitsBecause] : []),
    ...(setAside > 0 ? [`${setAside} files of refused events lie in the folder "set-aside" of the spool`] : []),
  ]
  return {
    state: isLate ? 'late' : setAside > 0 ? 'set-aside' : 'ready',
    detail: parts.join('; '),
    lastSuccessAt,
    waitingBytes,
    setAside,
  }
}
