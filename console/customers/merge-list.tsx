import { listCustomerMerges, undoMerge, type Customer, type Merge } from '@bellwether/contract/customers.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import styles from './merges.module.css'

/** What was merged into a customer and among its contacts, each to be undone; nothing where there is none. */
export function MergeList({ customer }: { customer: Customer }) {
  const mayUndo = useMay('customers.write')
  const merges = useInfiniteQuery(askPages(listCustomerMerges, { limit: 10 }, { id: customer.id }))
  const rows = merges.data?.pages.flatMap((page) => page.items) ?? []
  if (rows.length === 0) return null
  return (
    <Sheet title={t`Merged into this customer`} about={keysWords(customer)}>
      <ul className={styles.merges} aria-label={t`Merged into this customer`}>
        {rows.map((merge) => (
          <li key={merge.id}>
            <span>
              {tx`${merge.kind === 'customers' ? t`Customer` : t`Contact`} ${<strong>{merge.name}</strong>}, by ${merge.by} ${<Moment at={merge.at} />}`}
            </span>
            {mayUndo && <UndoMerge merge={merge} />}
          </li>
        ))}
      </ul>
      <MoreButton query={merges} />
    </Sheet>
  )
}

const keysWords = ({ key, otherKeys }: Customer): string | undefined =>
  otherKeys.length === 0 ? undefined : t`Events with the keys ${[key, ...otherKeys].join(', ')} are theirs.`

function UndoMerge({ merge }: { merge: Merge }) {
  const [isOpen, setIsOpen] = useState(false)
  const undo = useWrite(undoMerge, {
    refreshes: ['/api/customers', '/api/desk', '/api/incidents'],
    showsProblem: true,
    notice: t`The merge is undone.`,
  })
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => setIsOpen(true)}
        aria-label={t`Undo the merge of ${merge.name}`}
      >
        {t`Undo…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Undo the merge of ${merge.name}?`}
        confirm={t`Undo the merge`}
        isBusy={undo.isPending}
        error={undo.error}
        onConfirm={() => undo.mutate({ params: { id: merge.id } })}
        onClose={() => setIsOpen(false)}
      >
        {merge.kind === 'customers'
          ? t`What went along goes back where it is still here, tickets too. What came since stays here.`
          : t`The contact is there again with the addresses that are still here.`}
      </ConfirmDialog>
    </>
  )
}
