import { ActionIcon, Button, Popover, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh } from '../call.query.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { fieldValueOf, instantOfField, shortOf } from '../ui/instants.ts'
import { t } from '../ui/words.ts'
import { spanAround, spanBefore } from './evidence-view.ts'
import styles from './range-control.module.css'

interface Span {
  from: string
  to: string
}

interface RangeControlProps {
  span: Span
  onSpan: (span: Span) => void
  /** The hours lie around this instant; null counts back from now. */
  centreMs: number | null
}

const choices = [1, 6, 24] as const
const hourMs = 3_600_000

/** The choice of hours that a span is, if it is one. */
function chosenHours(span: Span, centreMs: number | null): string {
  const fromMs = Date.parse(span.from)
  const startMs = centreMs ?? Date.parse(span.to)
  const hours = (startMs - fromMs) / hourMs
  return choices.some((choice) => Math.abs(choice - hours) < 0.001) ? String(Math.round(hours)) : ''
}

export function RangeControl({ span, onSpan, centreMs }: RangeControlProps) {
  const read = useClockRead()
  const queries = useQueryClient()
  const choose = (hours: number): void =>
    onSpan(centreMs === null ? spanBefore(read(), hours) : spanAround(centreMs, hours, read()))
  const chosen = chosenHours(span, centreMs)
  const again = (): void => {
    if (chosen !== '') choose(Number(chosen))
    void refresh(queries, '/api/evidence')
  }
  return (
    <div className={styles.range}>
      <SegmentedControl
        size="xs"
        aria-label={centreMs === null ? t`Hours until now` : t`Hours around the mail`}
        data={choices.map((hours) => ({
          value: String(hours),
          label: centreMs === null ? t`${hours} h` : t`± ${hours} h`,
        }))}
        value={chosen}
        onChange={(hours) => choose(Number(hours))}
      />
      <SpanPopover span={span} onSpan={onSpan} />
      <Tooltip label={t`Look again`}>
        <ActionIcon aria-label={t`Look again`} onClick={again}>
          <Icon name="refresh" size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function SpanPopover({ span, onSpan }: Pick<RangeControlProps, 'span' | 'onSpan'>) {
  const zone = useZone()
  const read = useClockRead()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setIsOpen(!isOpen)}>
          {shortOf(span.from, read(), zone)} – {shortOf(span.to, read(), zone)}
          <span className="visually-hidden">{t`, choose from and to`}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SpanForm
          span={span}
          onSpan={(chosen) => {
            onSpan(chosen)
            setIsOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function SpanForm({ span, onSpan }: Pick<RangeControlProps, 'span' | 'onSpan'>) {
  const zone = useZone()
  const [from, setFrom] = useState(fieldValueOf(span.from, zone))
  const [to, setTo] = useState(fieldValueOf(span.to, zone))
  const fromAt = instantOfField(from, zone)
  const toAt = instantOfField(to, zone)
  const isRight = fromAt !== null && toAt !== null && fromAt < toAt
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight) onSpan({ from: fromAt.toISOString(), to: toAt.toISOString() })
      }}
    >
      <TextInput
        type="datetime-local"
        label={t`From`}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t`To`}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isRight ? null : t`Must be after “from”.`}
      />
      <Button type="submit" size="xs" disabled={!isRight}>
        {t`Show`}
      </Button>
    </form>
  )
}
