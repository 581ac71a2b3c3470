import { eventKind } from '../platform/events/event.ts'

/** As many looks in a row as it takes were not as expected. */
export const probeWentDown = eventKind<{ probeId: string }>('probes.probe-went-down')

/** What was down is as expected again. */
export const probeCameBack = eventKind<{ probeId: string }>('probes.probe-came-back')
