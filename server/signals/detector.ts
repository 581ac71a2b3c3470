import type { Context } from '../platform/context.ts'

/** Something that a detector noticed. Whether it is worth a signal, and how loud, is not its to decide. */
export interface Finding {
  /** What it is about. A detector has one open signal about a subject at most. */
  readonly subject: string
  /** The class of failures that explains it; when its errors end, it is over. */
  readonly classId: string
  readonly errors: number
  readonly customers: number
  /** Milliseconds since 1970. */
  readonly firstAt: number
  readonly lastAt: number
}

/** One way to notice that something goes wrong. It looks again every few seconds, in several processes at once. */
export interface Detector {
  /** Stands in every signal that it led to, so it never changes. */
  readonly name: string
  look(ctx: Context): Promise<readonly Finding[]>
}
