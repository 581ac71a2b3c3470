import { listShifts, type Rota, type RotaHole } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ask } from '../../call.query.ts'
import { useNow, useZone } from '../../ui/clock.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { huesOf } from '../hues.ts'
import { SwapDialog } from '../swaps/swap-dialog.tsx'
import type { TheirShift } from '../swaps/swap-form.tsx'
import { useMe } from '../use-me.ts'
import { closedOf } from './closed-gaps.ts'
import { OverrideForm, type Span } from './override-form.tsx'
import { OverrideList } from './override-list.tsx'
import { useArrows } from './use-arrows.ts'
import { WeekRow } from './week-row.tsx'
import { weeksFrom } from './weeks.ts'
import styles from './rota-calendar.module.css'

interface RotaCalendarProps {
  rota: Pick<Rota, 'id' | 'name' | 'layers' | 'team'>
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
  const [chosen, setChosen] = useState<Chosen>()
  const [asked, setAsked] = useState<TheirShift>()
  const [me, mayAsk] = [useMe(), useMay('pager.acknowledge')]
  const data = shifts.data ?? { shifts: [], gaps: [], overrides: [], away: [] }
  const isToCome = ({ endsAt }: Span): boolean => Date.parse(endsAt) > nowMs
  const own = mayAsk ? data.shifts.filter((shift) => shift.person.id === me && isToCome(shift)) : []
  // Whoever only has shifts here goes from one of theirs to the next.
  const bars = canEdit ? [...data.shifts, ...data.gaps].filter(isToCome) : own
  const all = shifts.data === undefined || shifts.isPlaceholderData ? undefined : bars
  const chooserOf = (person: TheirShift['person'] | undefined) => {
    if (canEdit) return (span: Span) => setChosen({ span, person })
    const isOwn = person !== undefined && person.id === me && own.length > 0
    return isOwn ? (span: Span) => setAsked({ ...span, person }) : undefined
  }
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
            away={data.away}
            currentMs={arrows.currentMs}
            onFocus={arrows.onFocus}
            chooserOf={chooserOf}
            onDrag={canEdit ? (span) => setChosen({ span }) : undefined}
          />
        ))}
      </div>
      <Foot
        rota={rota}
        canEdit={canEdit}
        own={own[0]}
        onOverride={() => setChosen({ span: nextHours(nowMs) })}
        onAsk={setAsked}
      />
      <OverrideList rotaId={rota.id} overrides={data.overrides} canEdit={canEdit} />
      <FormModal opened={chosen !== undefined} onClose={() => setChosen(undefined)} title={t`Override ${rota.name}`}>
        {chosen !== undefined && (
          <OverrideForm rota={rota} spans={[chosen.span]} onClose={() => setChosen(undefined)}>
            <AskInstead
              chosen={chosen}
              nowMs={nowMs}
              onAsk={(shift) => {
                setChosen(undefined)
                setAsked(shift)
              }}
            />
          </OverrideForm>
        )}
      </FormModal>
      <SwapDialog rota={rota} shift={asked} onClose={() => setAsked(undefined)} />
    </div>
  )
}

interface Chosen {
  readonly span: Span
  /** Whose shift it is; undefined where it is no shift of one person. */
  readonly person?: TheirShift['person'] | undefined
}

interface FootProps {
  rota: RotaCalendarProps['rota']
  canEdit: boolean
  /** The first shift of whoever looks that is not over. */
  own: TheirShift | undefined
  onOverride: () => void
  onAsk: (shift: TheirShift) => void
}

function Foot({ rota, canEdit, own, onOverride, onAsk }: FootProps) {
  if (!canEdit && own === undefined) return null
  return (
    <div className={styles.foot}>
      {canEdit && (
        <Button size="compact-xs" variant="default" onClick={onOverride} aria-label={t`Override ${rota.name}`}>
          {t`Override`}
        </Button>
      )}
      {own !== undefined && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onAsk(own)}
          aria-label={t`Ask for cover on ${rota.name}`}
        >
          {t`Ask for cover`}
        </Button>
      )}
      <span className={styles.keys}>
        {canEdit
          ? t`Arrow keys go from shift to shift, Enter overrides one.`
          : t`Arrow keys go from shift to shift of yours, Enter asks for cover.`}
      </span>
    </div>
  )
}

interface AskInsteadProps {
  chosen: Chosen
  nowMs: number
  onAsk: (shift: TheirShift) => void
}

/** Whoever does not know yet who takes it asks for cover instead. */
function AskInstead({ chosen: { span, person }, nowMs, onAsk }: AskInsteadProps) {
  const mayAsk = useMay('pager.acknowledge')
  if (person === undefined || !mayAsk || Date.parse(span.endsAt) <= nowMs) return null
  return (
    <p className={styles.hint}>
      {t`Nobody to put on yet?`}{' '}
      <Button size="compact-xs" variant="default" onClick={() => onAsk({ ...span, person })}>
        {t`Ask for cover`}
      </Button>
    </p>
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
