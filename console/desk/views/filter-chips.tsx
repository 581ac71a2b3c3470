import { type MouseEvent, type ReactNode, useId } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import type { Rows } from './condition-rows.ts'
import { RowWords } from './row-words.tsx'
import styles from './filter-chips.module.css'

interface FilterChipsProps {
  /** null: a condition that rows do not say. */
  rows: Rows | null
  onRows: (rows: Rows) => void
  onClear: () => void
}

/** By what a list is narrowed; each can be taken away. */
export function FilterChips({ rows, onRows, onClear }: FilterChipsProps) {
  if (rows === null)
    return (
      <p className={styles.chips}>
        <Chip remove={t`Show all of the list`} onRemove={onClear}>
          {t`Narrowed by a condition in the link`}
        </Chip>
      </p>
    )
  const without = (index: number) => (): void => onRows({ ...rows, all: rows.all.toSpliced(index, 1) })
  return (
    <ul className={styles.chips} aria-label={t`Filters`}>
      {rows.all.map((row, index) => (
        <li key={index}>
          <Chip remove={t`Remove this filter`} onRemove={without(index)}>
            <RowWords row={row} />
          </Chip>
        </li>
      ))}
      {rows.any.length > 0 && (
        <li>
          <Chip remove={t`Remove these filters`} onRemove={() => onRows({ ...rows, any: [] })}>
            {rows.any.map((row, index) => (
              <span key={index}>
                {index > 0 && ` ${t`or`} `}
                <RowWords row={row} />
              </span>
            ))}
          </Chip>
        </li>
      )}
    </ul>
  )
}

function Chip({ remove, onRemove, children }: { remove: string; onRemove: () => void; children: ReactNode }) {
  const id = useId()
  // Its button goes with it: the next one has the focus, or the search of the list.
  const onClick = (event: MouseEvent): void => {
    const chips = event.currentTarget.closest(`.${styles.chips}`)
    onRemove()
    requestAnimationFrame(() => {
      const next = chips?.querySelector<HTMLElement>('button') ?? document.querySelector<HTMLElement>('main input')
      next?.focus()
    })
  }
  return (
    <span className={styles.chip}>
      <span id={`${id}-what`}>{children}</span>
      <button
        type="button"
        id={id}
        aria-label={remove}
        aria-labelledby={`${id} ${id}-what`}
        title={remove}
        onClick={onClick}
      >
        <Icon name="cross" size={11} />
      </button>
    </span>
  )
}
