import { previewRota, type Rota, type RotaForecast } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { t } from '../../ui/words.ts'
import { Between } from '../between.tsx'
import { closedOf } from '../calendar/closed-gaps.ts'
import { WeekRow } from '../calendar/week-row.tsx'
import { weeksFrom } from '../calendar/weeks.ts'
import { holeText, isUnmeant, whyText } from '../hole-text.ts'
import { huesOf } from '../hues.ts'
import { type LayerValues, layersOf } from './rota-values.ts'
import styles from './rota-form.module.css'

type Preview = AnswerOf<typeof previewRota>

const shownShifts = 6
const shownWeeks = 4

/** What the rota would be: its four weeks, its next shifts, and where nobody would be on in the year that comes. */
export function RotaPreview({ rota, layers }: { rota: Rota | null; layers: readonly LayerValues[] }) {
  const [settled] = useDebouncedValue(layers, 400)
  const isWhole = settled.every(({ people }) => people.length > 0)
  const body = { ...(rota === null ? {} : { rota: rota.id }), layers: layersOf(settled) }
  const zone = useZone()
  const preview = useQuery({
    queryKey: [previewRota.path, body],
    queryFn: () => call(previewRota, { body }),
    enabled: isWhole,
    // What is half written is refused: it is said when it is saved.
    retry: false,
    placeholderData: keepPreviousData,
  })
  const { data } = preview
  return (
    <section className={styles.preview} aria-label={t`Preview`}>
      <h3>{t`What this makes`}</h3>
      <div aria-live="polite" className={styles.year}>
        {isWhole && preview.isError && <p className={styles.hint}>{t`It shows here once every field is right.`}</p>}
        {!isWhole && <p className={styles.hint}>{t`Choose who takes turns on each layer, and it shows here.`}</p>}
        {data !== undefined && <Year forecast={data.forecast} />}
      </div>
      {data !== undefined && (
        <>
          <Weeks preview={data} layers={settled} />
          <ol>
            {data.shifts.slice(0, shownShifts).map((shift) => (
              <li key={shift.startsAt}>
                <span>
                  <Between {...shift} />
                </span>
                <span>{shift.person.name}</span>
              </li>
            ))}
          </ol>
          <p className={styles.hint}>{t`Times are in ${zone}.`}</p>
        </>
      )}
    </section>
  )
}

function Year({ forecast: { holes } }: { forecast: RotaForecast }) {
  const zone = useZone()
  const unmeant = holes.filter(isUnmeant)
  const isClosed = holes.some(({ why, kind }) => why === 'hours' && kind === 'gap')
  return (
    <>
      {unmeant.map((hole) => (
        <p key={`${hole.why} ${hole.spans[0]?.startsAt}`} className={styles.hole}>
          <strong>{holeText(hole, zone)}</strong>
          {': '}
          {whyText(hole, zone)}
        </p>
      ))}
      {unmeant.length === 0 && <p>{isClosed ? t`Nobody is on outside these hours.` : t`A year without a gap.`}</p>}
    </>
  )
}

/** As a picture: what it shows stands in words beside it. */
function Weeks({ preview, layers }: { preview: Preview; layers: readonly LayerValues[] }) {
  const [zone, read] = [useZone(), useClockRead()]
  const [nowMs] = useState(read)
  const gaps = preview.forecast.holes.filter(({ kind }) => kind === 'gap').flatMap(({ spans }) => spans)
  const closed = closedOf(gaps, preview.forecast.holes)
  const inTurn = layers.map(({ people }) => ({ people: people.map((id) => ({ id })) }))
  return (
    <div role="img" aria-label={t`The next four weeks`} className={styles.weeks}>
      {weeksFrom(nowMs, shownWeeks, zone).map((week) => (
        <WeekRow
          key={week[0]}
          week={week}
          zone={zone}
          nowMs={nowMs}
          isTall={false}
          shifts={preview.shifts}
          gaps={gaps}
          hueOf={huesOf(inTurn, [])}
          isMeant={({ startsAt }) => closed.has(startsAt)}
          chooserOf={() => undefined}
          onDrag={undefined}
        />
      ))}
    </div>
  )
}
