import { ActionIcon, Button, Popover, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh } from '../call.query.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { fieldValueOf, instantOfField, shortOf } from '../ui/instants.ts'
import { spanAround, spanBefore, type EvidenceView } from './evidence-view.ts'
import styles from './range-control.module.css'

interface RangeControlProps {
  view: EvidenceView
  onView: (change: Partial<EvidenceView>) => void
  centreMs: number | null
}

const choices = [1, 6, 24] as const
const hourMs = 3_600_000

/** The choice of hours that a view shows, if it is one. */
function chosenHours(view: EvidenceView, centreMs: number | null): string {
  const fromMs = Date.parse(view.from)
  const startMs = centreMs ?? Date.parse(view.to)
  const hours = (startMs - fromMs) / hourMs
  return choices.some((choice) => Math.abs(choice - hours) < 0.001) ? String(Math.round(hours)) : ''
}

export function RangeControl({ view, onView, centreMs }: RangeControlProps) {
  const read = useClockRead()
  const queries = useQueryClient()
  const choose = (hours: number): void =>
    onView(centreMs === null ? spanBefore(read(), hours) : spanAround(centreMs, hours, read()))
  const chosen = chosenHours(view, centreMs)
  const again = (): void => {
    if (chosen !== '') choose(Number(chosen))
    void refresh(queries, '/api/evidence')
  }
  return (
    <div className={styles.range}>
      <SegmentedControl
        size="xs"
        aria-label={centreMs === null ? 'Hours until now' : 'Hours around the mail'}
        data={choices.map((hours) => ({ value: String(hours), label: centreMs === null ? `${hours} h` : `± ${hours} h` }))}
        value={chosen}
        onChange={(hours) => choose(Number(hours))}
      />
      <SpanPopover view={view} onView={onView} />
      <Tooltip label="Look again">
        <ActionIcon aria-label="Look again" onClick={again}>
          <Icon name="refresh" size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function SpanPopover({ view, onView }: Pick<RangeControlProps, 'view' | 'onView'>) {
  const zone = useZone()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setIsOpen(!isOpen)} aria-label="Choose from and to">
          {shortOf(view.from, view.to, zone)} – {shortOf(view.to, view.to, zone)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SpanForm
          view={view}
          onSpan={(span) => {
            onView(span)
            setIsOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function SpanForm({ view, onSpan }: { view: EvidenceView; onSpan: (span: { from: string; to: string }) => void }) {
  const zone = useZone()
  const [from, setFrom] = useState(fieldValueOf(view.from, zone))
  const [to, setTo] = useState(fieldValueOf(view.to, zone))
  const fromAt = instantOfField(from, zone)
  const toAt = instantOfField(to, zone)
  const isRight = fromAt !== null && toAt !== null && fromAt < toAt
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight) onSpan({ from: fromAt.toISOString(), to: toAt.toISOString() })
      }}
    >
      <TextInput type="datetime-local" label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput
        type="datetime-local"
        label="To"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isRight ? null : 'Must be after “from”.'}
      />
      <Button type="submit" size="xs" disabled={!isRight}>
        Show
      </Button>
    </form>
  )
}
