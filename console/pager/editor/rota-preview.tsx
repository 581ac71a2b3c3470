import { previewRota, type Rota } from '@bellwether/contract/pager.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Moment, useZone } from '../../ui/clock.tsx'
import { t } from '../../ui/words.ts'
import { holeText, isUnmeant, whyText } from '../hole-text.ts'
import { type LayerValues, layersOf } from './rota-values.ts'
import styles from './rota-form.module.css'

const shownShifts = 6

/** What the rota would be: its next shifts, and where nobody would be on in the year that comes. */
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
  if (!isWhole || preview.data === undefined) return null
  const { shifts, forecast } = preview.data
  const unmeant = forecast.holes.filter(isUnmeant)
  const planned = forecast.holes.some(({ why, kind }) => why === 'hours' && kind === 'gap')
  return (
    <section className={styles.preview} aria-label={t`Preview`} aria-live="polite">
      <h3>{t`What this makes`}</h3>
      <ol>
        {shifts.slice(0, shownShifts).map((shift) => (
          <li key={shift.startsAt}>
            <span>
              <Moment at={shift.startsAt} as="day" /> <Moment at={shift.startsAt} as="minute" /> –{' '}
              <Moment at={shift.endsAt} as="day" /> <Moment at={shift.endsAt} as="minute" />
            </span>
            <span>{shift.person.name}</span>
          </li>
        ))}
      </ol>
      <p className={styles.hint}>{t`Times are in ${zone}.`}</p>
      {unmeant.map((hole) => (
        <p key={`${hole.why} ${hole.spans[0]?.startsAt}`} className={styles.error}>
          {t`${holeText(hole, zone)}: ${whyText(hole, zone)}`}
        </p>
      ))}
      {forecast.holes.length === 0 && <p>{t`A year without a gap.`}</p>}
      {unmeant.length === 0 && planned && <p>{t`Nobody is on outside these hours.`}</p>}
    </section>
  )
}
