import type { AnswerOf, AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { notifications } from '@mantine/notifications'
import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query'
import { call, ProblemError, Unanswered, type CallArguments } from './call.ts'
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
  /** Where no answer comes: whether it waits for the connection, so that nobody needs to hear of a problem. */
  waits?: (error: Unanswered, input: CallInput<R>) => boolean
}

/** Calls a writing route and asks again for what it changed. */
export function useWrite<R extends AnyRoute>(
  route: R,
  options: WriteOptions<R>,
): UseMutationResult<AnswerOf<R>, Error, CallInput<R>> {
  const queries = useQueryClient()
  const write: UseMutationResult<AnswerOf<R>, Error, CallInput<R>> = useMutation({
    mutationFn: (input: CallInput<R>) => call(route, ...([input] as unknown as CallArguments<R>)),
    onSuccess: (answer) => {
      for (const path of options.refreshes) void refresh(queries, path)
      if (options.notice !== undefined) notifications.show({ message: options.notice, color: 'petrol' })
      options.onDone?.(answer)
    },
    onError: (error, input) => {
      if (error instanceof Unanswered && options.waits?.(error, input) === true) return write.reset()
      if (options.showsProblem !== true) showProblem(error)
    },
  })
  return write
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
