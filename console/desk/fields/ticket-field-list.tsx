import { listTicketFields, removeTicketField, type TicketField } from '@bellwether/contract/desk.ts'
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { typeWords } from '../../ui/fields/kind-words.ts'
import { writtenValue } from '../../ui/fields/written-value.ts'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TicketFieldDialog } from './ticket-field-dialog.tsx'

/** Which fields tickets have besides those that all have. */
export function TicketFieldList({ canEdit }: { canEdit: boolean }) {
  const fields = useQuery(ask(listTicketFields))
  return (
    <Sheet
      title="Ticket fields"
      about="What you write down about tickets: on their page with the key i, in views and rules, on the form on the web and in the API. Customers see only what the form asks."
      side={canEdit && fields.data !== undefined && <TicketFieldDialog field={null} all={fields.data.items} />}
    >
      <Loaded query={fields} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="queue" title="No field of tickets yet" isCompact>
              A product, a region, a severity: what decides who answers, and what you want to count.
              {!canEdit && ' Whoever may configure the desk adds fields.'}
            </EmptyState>
          ) : (
            <DataTable
              label="Ticket fields"
              isStackedWhenNarrow
              rows={items}
              keyOf={({ key }) => key}
              columns={[
                { head: 'Name', cell: ({ name }) => <strong style={{ fontWeight: 540 }}>{name}</strong> },
                { head: 'Key', cell: ({ key }) => <code>{key}</code> },
                { head: 'Type', cell: typeWords },
                { head: 'Shown', cell: (field) => shownWords(field, items) },
                { head: 'Has a value', cell: ({ tickets }) => plural(tickets, 'ticket') },
                ...(canEdit
                  ? [{ head: 'Change', cell: (field: TicketField) => <Actions field={field} all={items} /> }]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  )
}

function shownWords({ shownWhen, isOnForm, isRequired }: TicketField, all: readonly TicketField[]): string {
  const other = all.find(({ key }) => key === shownWhen?.field)
  const when =
    shownWhen === null ? 'always' : `where ${other?.name ?? shownWhen.field} is ${writtenValue(shownWhen.is)}`
  return isOnForm ? `${when}; on the web form${isRequired ? ', required' : ''}` : when
}

function Actions({ field, all }: { field: TicketField; all: readonly TicketField[] }) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(removeTicketField, { refreshes: ['/api/desk'], showsProblem: true, onDone: dialog.close })
  return (
    <Group gap={6}>
      <TicketFieldDialog field={field} all={all} />
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={`Remove the field ${field.name}`}>
        Remove…
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={`Remove the field ${field.name}?`}
        confirm="Remove"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { key: field.key } })}
        onClose={dialog.close}
      >
        {field.tickets === 0
          ? 'No ticket has a value in it.'
          : `The values of ${plural(field.tickets, 'ticket')} are gone with it, for good.`}
      </ConfirmDialog>
    </Group>
  )
}
