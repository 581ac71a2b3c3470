import { listShifts, type Rota, type RotaHole } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ask } from '../../call.query.ts'
import { useNow, useZone } from '../../ui/clock.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { huesOf } from '../hues.ts'
import { closedOf } from './closed-gaps.ts'
import { OverrideForm, type Span } from './override-form.tsx'
import { OverrideList } from './override-list.tsx'
import { useArrows } from './use-arrows.ts'
import { WeekRow } from './week-row.tsx'
import { weeksFrom } from './weeks.ts'
import styles from './rota-calendar.module.css'

interface RotaCalendarProps {
  rota: Pick<Rota, 'id' | 'name' | 'layers'>
  /** The Monday with which it begins. */
  fromMs: number
  weeks: number
  canEdit: boolean
  /** Of the year ahead, once it is known: where nobody is meant to be on. */
  holes: readonly RotaHole[]
  /** Shows what comes before, or after. */
  onMove: (by: 1 | -1) => void
}

/** Who is on when, a row for each week; a span of it is overridden by dragging over it, by key or by a button. */
export function RotaCalendar({ rota, fromMs, weeks, canEdit, holes, onMove }: RotaCalendarProps) {
  const zone = useZone()
  const nowMs = Math.floor(useNow() / 60_000) * 60_000
  const rows = weeksFrom(fromMs, weeks, zone)
  const toMs = rows.at(-1)?.at(-1) ?? 0
  const shifts = useShifts(rota.id, rows[0]?.[0] ?? 0, toMs)
  const [spans, setSpans] = useState<readonly Span[]>()
  const data = shifts.data ?? { shifts: [], gaps: [], overrides: [] }
  const all = shifts.data === undefined || shifts.isPlaceholderData ? undefined : [...data.shifts, ...data.gaps]
  const arrows = useArrows({ fromMs, toMs, startMs: nowMs, spans: all, onMove })
  const closed = useMemo(() => closedOf(shifts.data?.gaps ?? [], holes), [shifts.data, holes])
  const hueOf = huesOf(rota.layers, data.shifts.map(({ person }) => person.id).toSorted())
  return (
    <div className={styles.calendar} data-loading={shifts.isPending || undefined}>
      <div {...arrows.group} role="group" aria-label={t`Calendar of ${rota.name}`} className={styles.weeks}>
        {rows.map((week) => (
          <WeekRow
            key={week[0]}
            week={week}
            zone={zone}
            nowMs={nowMs}
            isTall={weeks === 1}
            shifts={data.shifts}
            gaps={data.gaps}
            hueOf={hueOf}
            isMeant={({ startsAt, endsAt }) => closed.has(startsAt) || Date.parse(endsAt) <= nowMs}
            currentMs={arrows.currentMs}
            onFocus={arrows.onFocus}
            onChoose={canEdit ? (span) => setSpans([span]) : undefined}
          />
        ))}
      </div>
      {canEdit && (
        <div className={styles.foot}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setSpans([nextHours(nowMs)])}
            aria-label={t`Override ${rota.name}`}
          >
            {t`Override`}
          </Button>
          <span className={styles.keys}>{t`Arrow keys go from shift to shift, Enter overrides one.`}</span>
        </div>
      )}
      <OverrideList rotaId={rota.id} overrides={data.overrides} canEdit={canEdit} />
      <FormModal opened={spans !== undefined} onClose={() => setSpans(undefined)} title={t`Override ${rota.name}`}>
        {spans !== undefined && <OverrideForm rota={rota} spans={spans} onClose={() => setSpans(undefined)} />}
      </FormModal>
    </div>
  )
}

function useShifts(id: string, fromMs: number, toMs: number) {
  const query = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
  return useQuery({ ...ask(listShifts, { params: { id }, query }), placeholderData: keepPreviousData })
}

const hourMs = 3_600_000

/** From the next full hour on, for one. */
function nextHours(nowMs: number): Span {
  const from = Math.ceil(nowMs / hourMs) * hourMs
  return { startsAt: new Date(from).toISOString(), endsAt: new Date(from + hourMs).toISOString() }
}
