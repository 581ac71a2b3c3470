import type { AnswerOf, AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, ProblemError, type CallArguments } from './call.ts'
import { refresh } from './call.query.ts'
import { t } from './ui/words.ts'

interface WriteOptions<R extends AnyRoute> {
  /** Paths whose queries are asked again. */
  refreshes: readonly string[]
  onDone?: (answer: AnswerOf<R>) => void
  /** Says it in a notice when nothing else on the screen would show it. */
  notice?: string
  /** The component shows the problem itself. */
  showsProblem?: boolean
}

/** Calls a writing route and asks again for what it changed. */
export function useWrite<R extends AnyRoute>(route: R, options: WriteOptions<R>) {
  const queries = useQueryClient()
  return useMutation<AnswerOf<R>, Error, CallInput<R>>({
    mutationFn: (input) => call(route, ...([input] as unknown as CallArguments<R>)),
    onSuccess: (answer) => {
      for (const path of options.refreshes) void refresh(queries, path)
      if (options.notice !== undefined) notifications.show({ message: options.notice, color: 'petrol' })
      options.onDone?.(answer)
    },
    onError: (error) => {
      if (options.showsProblem !== true) showProblem(error)
    },
  })
}

export function showProblem(error: unknown): void {
  const problem = error instanceof ProblemError ? error.problem : null
  notifications.show({
    title: problem?.title ?? t`This did not work`,
    message: [problem?.detail, problem?.remedy].filter(Boolean).join(' ') || t`Try again.`,
    color: 'red.9',
    autoClose: 10_000,
  })
}
