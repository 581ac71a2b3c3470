import { listCustomerFields, removeCustomerField, type CustomerField } from '@bellwether/contract/customers.ts'
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { typeWords } from '../../ui/fields/kind-words.ts'
import { t } from '../../ui/words.ts'
import { FieldDialog } from './field-dialog.tsx'

/** Which fields customers have besides those that all have. */
export function FieldList({ canEdit }: { canEdit: boolean }) {
  const fields = useQuery(ask(listCustomerFields))
  return (
    <Sheet
      title={t`Customer fields`}
      about={t`What you write down about customers besides name, plan, sites and contacts: on their page, in the CSV import and in the API.`}
      side={canEdit && <FieldDialog given={null} />}
    >
      <Loaded query={fields} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="customers" title={t`No field yet`} isCompact>
              {tx`A region, the end of a contract, a link to your CRM: what whoever answers should see.${!canEdit && ` ${t`Administrators add fields.`}`}`}
            </EmptyState>
          ) : (
            <DataTable
              label={t`Customer fields`}
              isStackedWhenNarrow
              rows={items}
              keyOf={({ key }) => key}
              columns={[
                { head: t`Name`, cell: ({ name }) => <strong style={{ fontWeight: 540 }}>{name}</strong> },
                { head: t`Key`, cell: ({ key }) => <code>{key}</code> },
                { head: t`Type`, cell: typeWords },
                { head: t`Has a value`, cell: ({ customers }) => plural(customers, 'customer') },
                ...(canEdit
                  ? [{ head: t`Change`, cell: (field: CustomerField) => <FieldActions field={field} /> }]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  )
}

function FieldActions({ field }: { field: CustomerField }) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(removeCustomerField, {
    refreshes: ['/api/customers'],
    showsProblem: true,
    onDone: dialog.close,
  })
  return (
    <Group gap={6}>
      <FieldDialog given={field} />
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
        {field.customers === 0
          ? t`No customer has a value in it.`
          : t`The values of ${plural(field.customers, 'customer')} are gone with it, for good.`}
      </ConfirmDialog>
    </Group>
  )
}
