import type { Detector } from './detector.ts'
import { newClass } from './new-class.detector.ts'

/** All that look. One that fails does not stop the others. */
export const detectors: readonly Detector[] = [newClass]
