import { listMailboxes, type Mailbox } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { MailboxDialog } from './mailbox-dialog.tsx'

const useOf = ({ receives, sends }: Mailbox): string =>
  receives && sends ? t`in and out` : receives ? t`in; answers leave by the default one` : t`out`

const columns: Column<Mailbox>[] = [
  {
    head: t`Address`,
    cell: ({ address, name, isDefault, isEmergency }) => (
      <>
        <strong style={{ fontWeight: 540 }}>{name}</strong> <span>{address}</span>{' '}
        {isDefault && <Mark>{t`default`}</Mark>} {isEmergency && <Mark tone="danger">{t`emergency`}</Mark>}
      </>
    ),
  },
  { head: t`Mail`, cell: useOf },
  { head: t`Pages`, cell: ({ isEmergency, team }) => (isEmergency ? (team?.name ?? t`Support`) : '–') },
]

const change: Column<Mailbox> = { head: t`Change`, cell: (mailbox) => <MailboxDialog given={mailbox} /> }

export function MailboxList({ canEdit }: { canEdit: boolean }) {
  const mailboxes = useQuery(ask(listMailboxes))
  return (
    <Sheet
      title={t`Mailboxes`}
      about={t`Mail that one takes in becomes a ticket. Answers leave by it where it sends, and by the default one otherwise.`}
      side={canEdit ? <MailboxDialog given={null} /> : undefined}
    >
      <Loaded query={mailboxes} rows={2}>
        {({ items }) => (
          <DataTable<Mailbox>
            label={t`Mailboxes`}
            isStackedWhenNarrow
            rows={items}
            keyOf={(mailbox) => mailbox.id}
            columns={canEdit ? [...columns, change] : columns}
          />
        )}
      </Loaded>
    </Sheet>
  )
}
