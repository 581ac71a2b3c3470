import { addOverrides, type listShifts, removeOverrides } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { t } from '../../ui/words.ts'
import { Between } from '../between.tsx'
import { showDone } from './show-done.tsx'
import styles from './rota-calendar.module.css'

type Override = AnswerOf<typeof listShifts>['overrides'][number]

interface OverridesProps {
  rotaId: string
  overrides: readonly Override[]
  canEdit: boolean
}

/** What was overridden, each with a way to take it back. */
export function OverrideList({ rotaId, overrides, canEdit }: OverridesProps) {
  const queries = useQueryClient()
  const remove = useWrite(removeOverrides, { refreshes: ['/api/pager'] })
  const takeBack = (one: Override): void => {
    const undo = async (): Promise<void> => {
      await putAgain(rotaId, one)
      await refresh(queries, '/api/pager')
    }
    remove.mutate(
      { params: { id: rotaId }, body: { overrides: [one.id] } },
      { onSuccess: () => showDone(t`Taken back.`, undo) },
    )
  }
  if (overrides.length === 0) return null
  const inOrder = overrides.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))
  return (
    <ul className={styles.overrides} aria-label={t`Overrides`}>
      {inOrder.map((one) => (
        <li key={one.id}>
          <span>
            <strong>{one.person?.name ?? t`nobody`}</strong> <Between {...one} />
            {one.note !== '' && ` · ${one.note}`}
            {one.by !== null && ` · ${t`by ${one.by.name}`}`}
          </span>
          {canEdit && (
            <Button
              size="compact-xs"
              variant="default"
              loading={remove.isPending && remove.variables.body.overrides.includes(one.id)}
              onClick={() => takeBack(one)}
            >
              {t`Take back`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What of it had begun was never taken back: the server has the past as it was. */
async function putAgain(rotaId: string, { person, startsAt, endsAt, note }: Override): Promise<void> {
  const body = { person: person?.id ?? null, spans: [{ startsAt, endsAt }], note }
  await call(addOverrides, { params: { id: rotaId }, body })
}
