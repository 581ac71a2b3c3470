import { type BegunDraft, keepDraft, listBegun } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago } from '../../ui/clock.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useRovingFocus } from '../../ui/roving-focus.ts'
import listStyles from '../../ui/row-list.module.css'
import { t } from '../../ui/words.ts'
import { leaveDraft } from '../server-draft.ts'
import styles from '../unread/unread.module.css'
import { withoutMarks } from '../written/without-marks.ts'
import begunStyles from './begun.module.css'

/** What the reader has written and not sent, the newest first; each opens its ticket, where it stands in the field. */
export function BegunList() {
  const begun = useQuery(ask(listBegun))
  return (
    <Loaded query={begun} rows={6}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="check" title={t`Nothing waits to be sent`}>
            {t`A reply or a note that you begin and do not send is listed here, on each of your devices, until it is sent or emptied.`}
          </EmptyState>
        ) : (
          <Rows items={items} />
        )
      }
    </Loaded>
  )
}

const keyOf = ({ ticket, kind }: BegunDraft): string => `${ticket.id} ${kind}`
const toTicket = ({ ticket, kind }: BegunDraft) =>
  ({ to: '/tickets/$number', params: { number: String(ticket.number) }, hash: `write-${kind}` }) as const

function Rows({ items }: { items: readonly BegunDraft[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(items.map(keyOf), (index) => {
    const one = items[index]
    if (one !== undefined) void navigate(toTicket(one))
  })
  const [away, setAway] = useState<BegunDraft | null>(null)
  const keep = useWrite(keepDraft, {
    refreshes: ['/api/desk/begun', '/api/desk/drafts'],
    onDone: () => {
      if (away !== null) leaveDraft(away.ticket.id, away.kind)
      setAway(null)
    },
  })
  return (
    <>
      <ol className={listStyles.list} aria-label={t`Drafts`}>
        {items.map((one, index) => (
          <li key={keyOf(one)} className={begunStyles.item}>
            <Link
              {...focus.itemProps(index)}
              {...toTicket(one)}
              className={`${listStyles.row} ${styles.row} ${begunStyles.row}`}
            >
              <span className={styles.number}>#{one.ticket.number}</span>
              <span className={`${listStyles.title} ${styles.subject}`}>{one.ticket.subject}</span>
              <span className={styles.words}>{withoutMarks(one.beginning)}</span>
              <span className={styles.whose}>{one.kind === 'reply' ? t`reply` : t`note`}</span>
              <span className={styles.at}>
                <Ago at={one.at} />
              </span>
            </Link>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              className={begunStyles.away ?? ''}
              onClick={() => setAway(one)}
            >
              {t`Throw away`}
            </Button>
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={away !== null}
        title={away === null ? '' : t`Throw away the draft on #${away.ticket.number}?`}
        confirm={t`Throw away`}
        isBusy={keep.isPending}
        onConfirm={() =>
          away && keep.mutate({ params: { ticketId: away.ticket.id, kind: away.kind }, body: { text: '' } })
        }
        onClose={() => setAway(null)}
      >
        {away === null ? '' : withoutMarks(away.beginning)}
      </ConfirmDialog>
    </>
  )
}
