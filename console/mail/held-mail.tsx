import { listIncomingMails, recoverHeldMail, type IncomingMail } from '@bellwether/contract/mail.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'

/** Mails that became nothing yet, with the reason and a way back. */
export function HeldMail() {
  const held = useInfiniteQuery(askPages(listIncomingMails, { outcome: 'held', limit: 50 }))
  const rows = held.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet title="Held mail" about="Kept aside instead of lost. Recover makes a ticket of it.">
      <Loaded query={{ ...held, data: rows }}>
        {(loaded) =>
          loaded.length === 0 ? (
            <EmptyState icon="mail" title="Nothing is held" isCompact>
              Mail that names no sender whom one could answer, or returns what did not come from here, is kept here with
              its reason.
            </EmptyState>
          ) : (
            <>
              <DataTable<IncomingMail>
                label="Held mail"
                isStackedWhenNarrow
                rows={loaded}
                keyOf={(mail) => mail.id}
                columns={[
                  { head: 'Came', cell: (mail) => <Moment at={mail.receivedAt} /> },
                  { head: 'From', cell: (mail) => mail.from ?? mail.envelopeFrom },
                  { head: 'Subject', cell: (mail) => mail.subject ?? '(none)' },
                  { head: 'Why', cell: (mail) => mail.reason ?? '–' },
                  { head: 'Recover', cell: (mail) => <RecoverButton mail={mail} /> },
                ]}
              />
              {held.hasNextPage && (
                <Button mt={8} size="xs" variant="default" onClick={() => void held.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function RecoverButton({ mail }: { mail: IncomingMail }) {
  const recover = useWrite(recoverHeldMail, {
    refreshes: ['/api/mail', '/api/desk'],
    notice: 'The mail is a ticket now.',
  })
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={recover.isPending}
      onClick={() => recover.mutate({ params: { id: mail.id } })}
      aria-label={`Recover the mail ${mail.subject ?? ''}`}
    >
      Recover
    </Button>
  )
}
