import { listCustomerImports, type CustomerImport } from '@bellwether/contract/customers.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../call.query.ts'
import { Moment } from '../../ui/clock.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/figures.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { t } from '../../ui/words.ts'
import { UndoImport } from './undo-import.tsx'

/** Imports of the last thirty days, each to be undone; nothing where there is none. */
export function ImportList() {
  const imports = useInfiniteQuery(askPages(listCustomerImports, { limit: 5 }))
  const rows = imports.data?.pages.flatMap((page) => page.items) ?? []
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{t`Earlier imports`}</h3>
      <DataTable<CustomerImport>
        label={t`Earlier imports`}
        isStackedWhenNarrow
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { head: t`When`, cell: ({ at }) => <Moment at={at} /> },
          { head: t`By`, cell: ({ by }) => by },
          { head: t`Did`, cell: ({ added, changed }) => t`${countOf(added)} added, ${countOf(changed)} changed` },
          { head: t`Undo`, cell: (one) => <UndoCell of={one} /> },
        ]}
      />
      <MoreButton query={imports} />
    </section>
  )
}

/** One that is undone in part goes on where it stopped. */
function UndoCell({ of: { id, at, by, added, changed, undone, left } }: { of: CustomerImport }) {
  const isOver = undone + left === added + changed
  if (!isOver) return <UndoImport importId={id} label={t`the import by ${by} at ${at}`} />
  return t`Undone: ${countOf(undone)} as before, ${countOf(left)} left.`
}
