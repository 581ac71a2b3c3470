import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { ProblemError } from '../call.ts'

/** What holds the fields of a form within a body, and is none itself. */
const holders = /^\/((body|act|documentation)\/)*/

/** The messages of a problem by field name; pointers into lists land on the list's field. */
export function fieldProblemsOf(problem: ProblemDetails): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { pointer, detail } of problem.errors ?? []) {
    const field = pointer.replace(/^#/, '').replace(holders, '').split('/')[0] ?? ''
    if (field !== '' && fields[field] === undefined) fields[field] = detail
  }
  return fields
}

/** Puts the problems of a refused form on its fields; where one finds no field, the problem itself is to be shown. */
export function landOnFields(
  error: unknown,
  form: { setErrors: (errors: Record<string, string>) => void },
  known: readonly string[],
): void {
  if (!(error instanceof ProblemError)) return
  const fields = fieldProblemsOf(error.problem)
  if (Object.keys(fields).every((name) => known.includes(name))) form.setErrors(fields)
}

/** The same for a form of forms: each pointer is a field by its path, or none of it. */
export function landOnPaths(
  error: unknown,
  form: { setErrors: (errors: Record<string, string>) => void },
  fieldAt: (pointer: string) => string | undefined,
): void {
  if (!(error instanceof ProblemError)) return
  const found = (error.problem.errors ?? []).map(({ pointer, detail }) => [fieldAt(pointer), detail] as const)
  if (found.some(([field]) => field === undefined)) return
  // Of several about a field the first is said.
  form.setErrors(Object.fromEntries(found.toReversed().map(([field, detail]) => [field ?? '', detail])))
}
