import type { Condition } from '@bellwether/contract/condition.ts'
import type { OwnView } from '@bellwether/contract/desk.ts'
import { useNavigate } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { CommandButton } from '../../ui/command-button.tsx'
import { useCommands } from '../../ui/command-keys.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { t } from '../../ui/words.ts'
import { conditionOf, rowsOf, type Rows } from './condition-rows.ts'
import { filterCommands } from './filter.commands.ts'

// Not of the first load: they are opened by a key or a button.
const FilterDialog = lazy(async () => ({ default: (await import('./filter-dialog.tsx')).FilterDialog }))
const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.tsx')).ViewDialog }))

const noRows: Rows = { all: [], any: [] }

/** A condition of a link as rows; null where rows do not say it, or it is none. */
export function rowsOfLink(where: string | undefined): Rows | null {
  if (where === undefined) return noRows
  try {
    return rowsOf(JSON.parse(where) as Condition)
  } catch {
    return null
  }
}

export const linkOf = (rows: Rows | null): string | undefined => {
  const condition = rows === null ? null : conditionOf(rows)
  return condition === null ? undefined : JSON.stringify(condition)
}

/** What both ask; null where rows do not say it. */
function together(one: Rows | null, other: Rows | null): Rows | null {
  if (one === null || other === null || (one.any.length > 0 && other.any.length > 0)) return null
  return { all: [...one.all, ...other.all], any: [...one.any, ...other.any] }
}

interface QueueFilterProps {
  /** What the view asks by itself. */
  condition: Condition
  /** What narrows it, as the link says it. */
  where: string | undefined
  onWhere: (where: string | undefined) => void
  /** The view, where the reader may change it. */
  own: OwnView | null
}

/** Narrows the list, and keeps what it is narrowed to under a name. */
export function QueueFilter({ condition, where, onWhere, own }: QueueFilterProps) {
  const [open, setOpen] = useState<'filter' | 'keep' | 'change' | null>(null)
  const navigate = useNavigate()
  const narrowed = rowsOfLink(where)
  const kept = together(rowsOf(condition), narrowed)
  const close = (): void => setOpen(null)
  const commands = useCommands(filterCommands, {
    filter: () => setOpen('filter'),
    keep: where === undefined || kept === null ? undefined : () => setOpen('keep'),
    change: own?.mayChange ? () => setOpen('change') : undefined,
  })
  const show = ({ id }: OwnView): void => {
    close()
    void navigate({ to: '/desk', search: { view: id } })
  }
  return (
    <>
      <CommandButton commands={commands} id="queue.filter" size="sm">
        {t`Filter`}
      </CommandButton>
      <CommandButton commands={commands} id="queue.keep" size="sm">
        {t`Keep as view…`}
      </CommandButton>
      <CommandButton commands={commands} id="queue.change-view" size="sm">
        {t`Change view…`}
      </CommandButton>
      <OnceOpened isOpen={open === 'filter'}>
        <FilterDialog
          rows={narrowed ?? noRows}
          isOpen={open === 'filter'}
          onClose={close}
          onRows={(rows) => onWhere(linkOf(rows))}
        />
      </OnceOpened>
      <OnceOpened isOpen={open === 'keep'}>
        <ViewDialog view={null} rows={kept ?? noRows} isOpen={open === 'keep'} onClose={close} onDone={show} />
      </OnceOpened>
      <OnceOpened isOpen={open === 'change'}>
        <ViewDialog view={own} rows={rowsOf(condition)} isOpen={open === 'change'} onClose={close} onDone={close} />
      </OnceOpened>
    </>
  )
}
