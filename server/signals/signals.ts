/**
 * Detected changes worth a look. Detectors only find; here is decided what becomes a signal, one for each
 * detector and subject. It pages when the roll-out of a deploy explains it, and is a notice when only its
 * spread speaks for it.
 */
export { detectSignals } from './detect-signals.ts'
export { getSignal, listSignals, signalsById } from './list-signals.ts'
