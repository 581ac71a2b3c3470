/**
 * Detected changes worth a look: a new class of failures that several customers share. It pages when
 * the roll-out of a deploy explains it, and is a notice when only its spread speaks for it.
 */
export { detectSignals } from './detect-signals.ts'
export { getSignal, listSignals } from './list-signals.ts'
