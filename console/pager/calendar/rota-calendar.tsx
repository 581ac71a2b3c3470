import { listShifts, removeOverride } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Moment, useNow, useZone } from '../../ui/clock.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { OverrideForm, type Span } from './override-form.tsx'
import { WeekRow } from './week-row.tsx'
import { weeksFrom } from './weeks.ts'
import styles from './rota-calendar.module.css'

type Shifts = AnswerOf<typeof listShifts>

interface RotaCalendarProps {
  rota: { readonly id: string; readonly name: string }
  /** The Monday with which it begins. */
  fromMs: number
  weeks: number
  canEdit: boolean
}

/** Who is on when, a row for each week; a span of it is overridden by dragging over it or by a button. */
export function RotaCalendar({ rota, fromMs, weeks, canEdit }: RotaCalendarProps) {
  const zone = useZone()
  const nowMs = Math.floor(useNow() / 60_000) * 60_000
  const rows = weeksFrom(fromMs, weeks, zone)
  const query = {
    from: new Date(rows[0]?.[0] ?? 0).toISOString(),
    to: new Date(rows.at(-1)?.at(-1) ?? 0).toISOString(),
  }
  const shifts = useQuery({
    ...ask(listShifts, { params: { id: rota.id }, query }),
    placeholderData: keepPreviousData,
  })
  const [spans, setSpans] = useState<readonly Span[]>()
  const data = shifts.data ?? { shifts: [], gaps: [], overrides: [] }
  const people = [...new Set(data.shifts.map(({ person }) => person.id))].toSorted()
  return (
    <div className={styles.calendar} data-loading={shifts.isPending || undefined}>
      {rows.map((week) => (
        <WeekRow
          key={week[0]}
          week={week}
          zone={zone}
          nowMs={nowMs}
          isTall={weeks === 1}
          shifts={data.shifts}
          gaps={data.gaps}
          hueOf={(personId) => people.indexOf(personId) % hues}
          onChoose={canEdit ? (span) => setSpans([span]) : undefined}
        />
      ))}
      {canEdit && (
        <Button
          size="compact-xs"
          variant="default"
          style={{ justifySelf: 'start' }}
          onClick={() => setSpans([nextHours(nowMs)])}
          aria-label={t`Override ${rota.name}`}
        >
          {t`Override`}
        </Button>
      )}
      <Overrides rotaId={rota.id} overrides={data.overrides} canEdit={canEdit} />
      <FormModal opened={spans !== undefined} onClose={() => setSpans(undefined)} title={t`Override ${rota.name}`}>
        {spans !== undefined && <OverrideForm rotaId={rota.id} spans={spans} onClose={() => setSpans(undefined)} />}
      </FormModal>
    </div>
  )
}

/** As many as there are tokens that carry text in both colour schemes. */
const hues = 5
const hourMs = 3_600_000

/** From the next full hour on, for one. */
function nextHours(nowMs: number): Span {
  const from = Math.ceil(nowMs / hourMs) * hourMs
  return { startsAt: new Date(from).toISOString(), endsAt: new Date(from + hourMs).toISOString() }
}

interface OverridesProps {
  rotaId: string
  overrides: Shifts['overrides']
  canEdit: boolean
}

function Overrides({ rotaId, overrides, canEdit }: OverridesProps) {
  const remove = useWrite(removeOverride, { refreshes: ['/api/pager'], notice: t`Taken back.` })
  if (overrides.length === 0) return null
  return (
    <ul className={styles.overrides} aria-label={t`Overrides`}>
      {overrides.map(({ id, person, startsAt, endsAt, note, by }) => (
        <li key={id}>
          <span>
            <strong>{person?.name ?? t`nobody`}</strong> <Moment at={startsAt} as="day" />{' '}
            <Moment at={startsAt} as="minute" /> – <Moment at={endsAt} as="day" /> <Moment at={endsAt} as="minute" />
            {note !== '' && ` · ${note}`}
            {by !== null && ` · ${t`by ${by.name}`}`}
          </span>
          {canEdit && (
            <Button
              size="compact-xs"
              variant="default"
              loading={remove.isPending && remove.variables.params.override === id}
              onClick={() => remove.mutate({ params: { id: rotaId, override: id } })}
            >
              {t`Take back`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
