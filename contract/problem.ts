import { z } from 'zod'

/** RFC 9457 problem details, the one error shape of every endpoint. */
export const ProblemDetails = z.object({
  type: z.string().describe('A path that never changes its meaning, e.g. /problems/not-found'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional().describe('Safe to show to the person who asked'),
  remedy: z.string().optional().describe('What the reader can do about it'),
  instance: z.string().optional().describe('/requests/<id>: quote it to whoever runs the server'),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .optional()
    .describe('For bad input: every field that is wrong, by JSON pointer'),
})
export type ProblemDetails = z.infer<typeof ProblemDetails>

export interface ProblemKind {
  readonly slug: string
  readonly title: string
  readonly status: number
  /** What the reader can do about it; said in the answer, and printed on the page behind `type`. */
  readonly remedy: string
}

const kinds = new Map<string, ProblemKind>()

/** Declares a kind of problem. The slug never changes its meaning. */
export function problemKind(slug: string, status: number, title: string, remedy: string): ProblemKind {
  if (kinds.has(slug)) throw new Error(`The problem "${slug}" is declared twice`)
  const kind = { slug, title, status, remedy }
  kinds.set(slug, kind)
  return kind
}

export const allProblemKinds = (): ProblemKind[] => [...kinds.values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1))

export const problemType = (kind: ProblemKind): string => `/problems/${kind.slug}`

export const badInput = problemKind(
  'bad-input',
  400,
  'Something in the request is not right',
  'Correct each field that `errors` names and send the request again.',
)
export const notSignedIn = problemKind(
  'not-signed-in',
  401,
  'Sign in first',
  'Sign in on the console, or send `Authorization: Bearer <token>` with a token of `npx bellwether token create`.',
)
export const forbidden = problemKind(
  'forbidden',
  403,
  'You may not do this',
  'Ask an administrator for the permission that `detail` names.',
)
export const notFound = problemKind(
  'not-found',
  404,
  'There is no such thing',
  'Check the address. What you may not see answers the same as what does not exist.',
)
export const fileMissing = problemKind(
  'file-missing',
  503,
  'The file is on record, but not where files are kept',
  'Tell whoever runs this server: the folder `files` of its data folder, or the bucket of `FILES_URL`, lacks it. Bring it back from a backup.',
)
export const alreadyExists = problemKind(
  'already-exists',
  409,
  'There is one already',
  'Use the one that there is, or choose another name or address.',
)
export const conflict = problemKind(
  'conflict',
  409,
  'Somebody was faster',
  'Load the page again: it changed since you looked. Then decide again.',
)
export const idempotencyKeyReused = problemKind(
  'idempotency-key-reused',
  422,
  'This Idempotency-Key was used for another request',
  'Make a new key for each write; send the same key only with the same request.',
)
export const tooLarge = problemKind(
  'too-large',
  413,
  'The request is too large',
  'Send it in smaller parts; `detail` names the limit.',
)
export const tooManyRequests = problemKind(
  'too-many-requests',
  429,
  'Too many requests',
  'Wait that long, then try again; `Retry-After` says it to programs.',
)
export const internalError = problemKind(
  'internal-error',
  500,
  'Something broke on our side',
  'Try again. If it stays, give the number in `instance` to whoever runs this server.',
)
export const unavailable = problemKind(
  'unavailable',
  503,
  'Not available at the moment',
  'Nothing was accepted. Send it again after as many seconds as `Retry-After` says.',
)
