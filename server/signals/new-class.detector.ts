import { listNewClasses } from '../evidence/evidence.ts'
import type { Detector } from './detector.ts'
import { closerLook } from './signal.rules.ts'

/** A class of failures never seen before that several customers share. */
export const newClass: Detector = {
  name: 'new-class',
  look: async (ctx) => (await listNewClasses(ctx, closerLook)).map((found) => ({ ...found, subject: found.classId })),
}
