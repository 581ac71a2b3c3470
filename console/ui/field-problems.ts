import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { ProblemError } from '../call.ts'

/** The messages of a problem by field name; pointers into lists land on the list's field. */
export function fieldProblemsOf(problem: ProblemDetails): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { pointer, detail } of problem.errors ?? []) {
    const field =
      pointer
        .replace(/^#/, '')
        .replace(/^\/(body\/)?/, '')
        .split('/')[0] ?? ''
    if (field !== '' && fields[field] === undefined) fields[field] = detail
  }
  return fields
}

/** Puts the problems of a refused form on its fields; answers whether every one found a field. */
export function landOnFields(
  error: unknown,
  form: { setErrors: (errors: Record<string, string>) => void },
  known: readonly string[],
): boolean {
  if (!(error instanceof ProblemError)) return false
  const fields = fieldProblemsOf(error.problem)
  form.setErrors(fields)
  const names = Object.keys(fields)
  return names.length > 0 && names.every((name) => known.includes(name))
}
