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
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { TicketFieldDialog } from './ticket-field-dialog.tsx'

/** Which fields tickets have besides those that all have. */
export function TicketFieldList({ canEdit }: { canEdit: boolean }) {
  const fields = useQuery(ask(listTicketFields))
  return (
    <Sheet
      title={t`Ticket fields`}
      about={t`What you write down about tickets: on their page with the key i, in views and rules, on the form on the web and in the API. Customers see only what the form asks.`}
      side={canEdit && fields.data !== undefined && <TicketFieldDialog field={null} all={fields.data.items} />}
    >
      <Loaded query={fields} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="queue" title={t`No field of tickets yet`} isCompact>
              {tx`A product, a region, a severity: what decides who answers, and what you want to count.${!canEdit && ` ${t`Whoever may configure the desk adds fields.`}`}`}
            </EmptyState>
          ) : (
            <DataTable
              label={t`Ticket fields`}
              isStackedWhenNarrow
              rows={items}
              keyOf={({ key }) => key}
              columns={[
                { head: t`Name`, cell: ({ name }) => <strong style={{ fontWeight: 540 }}>{name}</strong> },
                { head: t`Key`, cell: ({ key }) => <code>{key}</code> },
                { head: t`Type`, cell: typeWords },
                { head: t`Shown`, cell: (field) => shownWords(field, items) },
                { head: t`Has a value`, cell: ({ tickets }) => plural(tickets, 'ticket') },
                ...(canEdit
                  ? [{ head: t`Change`, cell: (field: TicketField) => <Actions field={field} all={items} /> }]
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
    shownWhen === null ? t`always` : t`where ${other?.name ?? shownWhen.field} is ${writtenValue(shownWhen.is)}`
  return isOnForm ? t`${when}; on the web form${isRequired ? t`, required` : ''}` : when
}

function Actions({ field, all }: { field: TicketField; all: readonly TicketField[] }) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(removeTicketField, { refreshes: ['/api/desk'], showsProblem: true, onDone: dialog.close })
  return (
    <Group gap={6}>
      <TicketFieldDialog field={field} all={all} />
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={t`Remove the field ${field.name}`}>
        {t`Remove…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Remove the field ${field.name}?`}
        confirm={t`Remove`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { key: field.key } })}
        onClose={dialog.close}
      >
        {field.tickets === 0
          ? t`No ticket has a value in it.`
          : t`The values of ${plural(field.tickets, 'ticket')} are gone with it, for good.`}
      </ConfirmDialog>
    </Group>
  )
}
