import { listMailboxes, type Mailbox } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { MailboxDialog } from './mailbox-dialog.tsx'

const useOf = ({ receives, sends }: Mailbox): string =>
  receives && sends ? 'in and out' : receives ? 'in; answers leave by the default one' : 'out'

const columns: Column<Mailbox>[] = [
  {
    head: 'Address',
    cell: ({ address, name, isDefault, isEmergency }) => (
      <>
        <strong style={{ fontWeight: 540 }}>{name}</strong> <span>{address}</span> {isDefault && <Mark>default</Mark>}{' '}
        {isEmergency && <Mark tone="danger">emergency</Mark>}
      </>
    ),
  },
  { head: 'Mail', cell: useOf },
  { head: 'Pages', cell: ({ isEmergency, team }) => (isEmergency ? (team?.name ?? 'Support') : '–') },
]

const change: Column<Mailbox> = { head: 'Change', cell: (mailbox) => <MailboxDialog given={mailbox} /> }

export function MailboxList({ canEdit }: { canEdit: boolean }) {
  const mailboxes = useQuery(ask(listMailboxes))
  return (
    <Sheet
      title="Mailboxes"
      about="Mail that one takes in becomes a ticket. Answers leave by it where it sends, and by the default one otherwise."
      side={canEdit ? <MailboxDialog given={null} /> : undefined}
    >
      <Loaded query={mailboxes} rows={2}>
        {({ items }) => (
          <DataTable<Mailbox>
            label="Mailboxes"
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
