import { allProblemKinds, problemType, type ProblemDetails } from '@bellwether/contract/problem.ts'

/** What the reader can do, as the contract declares it for the kind of problem. */
export function remedyOf(problem: ProblemDetails): string | null {
  const kind = allProblemKinds().find((one) => problemType(one) === problem.type)
  return kind === undefined ? null : kind.remedy.replaceAll('`', '')
}
