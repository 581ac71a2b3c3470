import { Input, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Moment, useNow, useZone } from './clock.tsx'
import { dueOf, namedDueChoices, type DueChoice } from './due-choice.ts'
import { tx } from './rich-words.tsx'

interface DueFieldProps {
  label: string
  value: DueChoice
  onChange: (value: DueChoice) => void
  error: ReactNode
}

/** An instant of today or tomorrow morning, chosen by how far away it is, shown as what it is. */
export function DueField({ label, value, onChange, error }: DueFieldProps) {
  const now = useNow()
  const zone = useZone()
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <SegmentedControl aria-label={label} data={namedDueChoices} value={value} onChange={(next) => onChange(next)} />
        <span style={{ color: 'var(--ink-soft)', fontSize: 13 }}>
          {tx`by ${<Moment at={dueOf(value, now, zone)} />}`}
        </span>
      </div>
    </Input.Wrapper>
  )
}
