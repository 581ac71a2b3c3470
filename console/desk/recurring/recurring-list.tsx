import {
  changeRecurringTicket,
  deleteRecurringTicket,
  listRecurringTickets,
  type RecurringTicket,
} from '@bellwether/contract/desk.ts'
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { ActWords } from '../rules/rule-words.tsx'
import styles from '../rules/rules.module.css'
import { recurrenceWords } from './recurrence-words.ts'
import { RecurringDialog } from './recurring-dialog.tsx'

const refreshes = ['/api/desk/recurring-tickets']

/** Tickets for ourselves that open again and again. */
export function RecurringList({ canEdit }: { canEdit: boolean }) {
  const recurring = useQuery(ask(listRecurringTickets))
  const [isMaking, setMaking] = useState(false)
  return (
    <Sheet
      title={t`Recurring tickets`}
      about={t`Tickets that we open for ourselves again and again. Rules follow them as they follow any other.`}
      side={
        canEdit && (
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>
            {t`New recurring ticket`}
          </Button>
        )
      }
    >
      <Loaded query={recurring} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title={t`Nothing recurs`} isCompact>
              {tx`Each working day look at what waits for suppliers; each month at which certificates end.${!canEdit && ` ${t`Administrators make recurring tickets.`}`}`}
            </EmptyState>
          ) : (
            <ol className={styles.rules} aria-label={t`Recurring tickets`}>
              {items.map((one) => (
                <RecurringLine key={one.id} recurring={one} canEdit={canEdit} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <OnceOpened isOpen={isMaking}>
        <RecurringDialog recurring={null} isOpen={isMaking} onClose={() => setMaking(false)} />
      </OnceOpened>
    </Sheet>
  )
}

interface LineProps {
  recurring: RecurringTicket
  canEdit: boolean
}

function RecurringLine({ recurring, canEdit }: LineProps) {
  const { id, subject, text, recurrence, acts, isOn, waitsForLast } = recurring
  const change = useWrite(changeRecurringTicket, { refreshes })
  return (
    <li className={styles.rule} data-off={!isOn || undefined}>
      <Switch
        aria-label={t`${subject} is on`}
        checked={isOn}
        disabled={!canEdit || change.isPending}
        onChange={(one) => {
          const body = { subject, text, recurrence, acts, waitsForLast, isOn: one.currentTarget.checked }
          change.mutate({ params: { id }, body })
        }}
      />
      <div className={styles.words}>
        <span className={styles.name}>{subject}</span>
        <p>
          {t`Opens ${recurrenceWords(recurrence)}`}
          {acts.map((act, at) => (
            <span key={at}>
              {at === 0 ? ': ' : ', '}
              <ActWords act={act} />
            </span>
          ))}
          .
        </p>
        <p className={styles.runs}>
          <NextAndLast recurring={recurring} />
        </p>
      </div>
      {canEdit && <RecurringActions recurring={recurring} />}
    </li>
  )
}

function NextAndLast({ recurring: { nextAt, last, changedBy } }: Pick<LineProps, 'recurring'>) {
  return (
    <>
      {nextAt === null ? t`Off.` : tx`Next ${<Moment at={nextAt} />}.`}{' '}
      {last === null
        ? t`None was opened yet.`
        : tx`The last one is ${<TicketLink number={last.number} />} of ${<Moment at={last.openedAt} />}.`}{' '}
      {t`${changedBy.name} asks for it.`}
    </>
  )
}

const TicketLink = ({ number }: { number: number }) => (
  <Link to="/tickets/$number" params={{ number: String(number) }}>
    #{number}
  </Link>
)

function RecurringActions({ recurring }: Pick<LineProps, 'recurring'>) {
  const { id, subject } = recurring
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const close = (): void => setOpen(null)
  const remove = useWrite(deleteRecurringTicket, { refreshes, onDone: close, showsProblem: true })
  return (
    <div className={styles.buttons}>
      <Button size="compact-xs" variant="default" aria-label={t`Change ${subject}`} onClick={() => setOpen('change')}>
        {t`Change…`}
      </Button>
      <Button size="compact-xs" variant="default" aria-label={t`Delete ${subject}`} onClick={() => setOpen('delete')}>
        {t`Delete…`}
      </Button>
      <OnceOpened isOpen={open === 'change'}>
        <RecurringDialog recurring={recurring} isOpen={open === 'change'} onClose={close} />
      </OnceOpened>
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t`Open “${subject}” no more?`}
        confirm={t`Delete`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id } })}
        onClose={close}
      >
        {t`The tickets that it opened stay.`}
      </ConfirmDialog>
    </div>
  )
}
