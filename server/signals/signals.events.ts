import { eventKind } from '../platform/events/event.ts'

/** A signal was opened, or a notice became one that pages: then it is announced again with its new level. */
export const signalDetected = eventKind<{ signalId: string; subject: string }>('signals.signal-detected')

/** No such error for 15 minutes while traffic flowed on, or a rule holds no more. */
export const signalRecovered = eventKind<{ signalId: string; subject: string }>('signals.signal-recovered')
