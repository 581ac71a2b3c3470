import { Checkbox, TextInput } from '@mantine/core'
import { useState, type RefObject } from 'react'
import { Icon } from '../ui/icon.tsx'
import { t } from '../ui/words.ts'
import type { EvidenceView } from './evidence-view.ts'
import { readWhere, turned, withFilter, withoutFilter, wordsOf } from './where.ts'
import styles from './filter-bar.module.css'

interface FilterBarProps {
  view: EvidenceView
  onView: (change: Partial<EvidenceView>) => void
  customerKeys: readonly string[]
  /** Where a key leads to it. */
  field?: RefObject<HTMLInputElement | null>
}

export function FilterBar({ view, onView, customerKeys, field }: FilterBarProps) {
  return (
    <div className={styles.bar}>
      <ul className={styles.chips} aria-label={t`Filters`}>
        {customerKeys.length > 0 && (
          <li className={styles.chip} data-fixed>
            <ChipWords text={`customer.id=${customerKeys.join(` ${t`or`} `)}`} />
          </li>
        )}
        {view.where.map((text) => (
          <li key={text} className={styles.chip}>
            <button
              type="button"
              title={t`Turn it into its opposite`}
              onClick={() => onView({ where: turned(view.where, text) })}
            >
              <ChipWords text={text} />
            </button>
            <button
              type="button"
              aria-label={t`Remove the filter ${text}`}
              onClick={() => onView({ where: withoutFilter(view.where, text) })}
            >
              <Icon name="cross" size={11} />
            </button>
          </li>
        ))}
      </ul>
      <FilterField {...(field && { field })} onAdd={(text) => addTyped(text, view, onView)} />
      <Checkbox
        size="xs"
        label={t`Only errors`}
        checked={view.errors}
        onChange={(event) => onView({ errors: event.currentTarget.checked })}
      />
    </div>
  )
}

function addTyped(text: string, view: EvidenceView, onView: FilterBarProps['onView']): boolean {
  const part = readWhere(text)
  if (part !== null) onView({ where: withFilter(view.where, part) })
  return part !== null
}

function ChipWords({ text }: { text: string }) {
  const part = readWhere(text)
  if (part === null) return <>{text}</>
  return (
    <span>
      <span className={styles.attribute}>{part.attribute}</span>{' '}
      <span data-not={part.operator === '!=' || undefined}>{wordsOf(part)}</span> <strong>{part.value}</strong>
    </span>
  )
}

function FilterField({ field, onAdd }: Pick<FilterBarProps, 'field'> & { onAdd: (text: string) => boolean }) {
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  return (
    <form
      noValidate
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault()
        const isAdded = onAdd(text)
        setIsWrong(!isAdded)
        if (isAdded) setText('')
      }}
    >
      <TextInput
        ref={field}
        size="xs"
        aria-keyshortcuts={field && 'f'}
        aria-label={t`Add a filter`}
        placeholder="attribute=value, !=, ~, < or >"
        value={text}
        error={isWrong ? t`Write attribute=value, or !=, ~ (contains), <, <=, >, >= for the =.` : null}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setIsWrong(false)
        }}
      />
    </form>
  )
}
