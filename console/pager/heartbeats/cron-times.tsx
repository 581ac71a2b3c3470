import { listCronTimes } from '@bellwether/contract/pager.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ProblemError } from '../../call.ts'
import { ask } from '../../call.query.ts'
import { fieldProblemsOf } from '../../ui/field-problems.ts'
import { dayOf, minuteOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'

/** When something would come next by an expression, or what is wrong with it; nothing while it is typed. */
export function useCronTimes(
  cron: string,
  timeZone: string,
): { times: readonly string[]; trouble: string | undefined } {
  const [settled] = useDebouncedValue(cron, 400)
  const isSettled = settled === cron && cron.trim() !== ''
  const next = useQuery({
    ...ask(listCronTimes, { query: { cron: settled, timeZone } }),
    enabled: isSettled,
    // What is refused stays refused: it says why beside its field.
    retry: false,
  })
  if (!isSettled) return { times: [], trouble: undefined }
  const trouble = next.error instanceof ProblemError ? fieldProblemsOf(next.error.problem)['cron'] : undefined
  return { times: next.data?.times ?? [], trouble }
}

/** The next times, on the clock of the zone in which they are meant. */
export function CronTimes({ times, timeZone }: { times: readonly string[]; timeZone: string }) {
  return (
    <p className={styles.hint} aria-live="polite">
      {times.length === 0
        ? t`Five fields: minute, hour, day of the month, month, day of the week.`
        : t`Next: ${times.map((at) => `${dayOf(at, timeZone)}, ${minuteOf(at, timeZone)}`).join(' · ')} (${timeZone})`}
    </p>
  )
}
