import { alreadyExists, problemType, type ProblemDetails, type ProblemKind } from '@bellwether/contract/problem.ts'

/** A refusal that the caller can understand and act on. Anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly detail: string | undefined
  readonly errors: ProblemDetails['errors']
  readonly retryAfterSeconds: number | undefined

  constructor(
    kind: ProblemKind,
    detail?: string,
    more: { errors?: ProblemDetails['errors']; retryAfterSeconds?: number } = {},
  ) {
    super(detail ?? kind.title)
    this.kind = kind
    this.detail = detail
    this.errors = more.errors
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

/** What is to be told apart by this field is there already. */
export const alreadyThere = (pointer: string, detail: string): Problem =>
  new Problem(alreadyExists, detail, { errors: [{ pointer, detail }] })

export function problemDetails(problem: Problem, requestId: string): ProblemDetails {
  return {
    type: problemType(problem.kind),
    title: problem.kind.title,
    status: problem.kind.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    remedy: problem.kind.remedy.replaceAll('`', ''),
    instance: `/requests/${requestId}`,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  }
}
