import { Input, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Moment, useNow, useZone } from '../ui/clock.tsx'
import { dueChoices, dueOf, type DueChoice } from './hand-off-due.ts'

interface DueFieldProps {
  value: DueChoice
  onChange: (value: DueChoice) => void
  error: ReactNode
}

export function DueField({ value, onChange, error }: DueFieldProps) {
  const now = useNow()
  const zone = useZone()
  return (
    <Input.Wrapper label="Answer due" labelElement="div" error={error}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <SegmentedControl
          aria-label="Answer due"
          data={[...dueChoices]}
          value={value}
          onChange={(next) => onChange(next)}
        />
        <span style={{ color: 'var(--ink-soft)', fontSize: 13 }}>
          by <Moment at={dueOf(value, now, zone)} />
        </span>
      </div>
    </Input.Wrapper>
  )
}
