import type { Rota, RotaForecast, RotaHole } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useZone } from '../../ui/clock.tsx'
import { countOf } from '../../ui/figures.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { dayOf } from '../../ui/instants.ts'
import { spokenLocale, t } from '../../ui/words.ts'
import { holeText, isUnmeant, whyText } from '../hole-text.ts'
import table from '../../ui/table.module.css'
import { AwayShifts } from '../leave/away-shifts.tsx'
import { OverrideForm } from './override-form.tsx'
import { isByMailAlone, methodName } from '../methods/method-words.ts'
import styles from './rota-calendar.module.css'

interface RotaYearProps {
  rota: Pick<Rota, 'id' | 'name' | 'layers' | 'team'>
  forecast: RotaForecast
  canEdit: boolean
}

/** The year that comes: where nobody is on and why, with a way to fill it, and how the hours are shared. */
export function RotaYear({ rota, forecast: { holes, people, away, holidays }, canEdit }: RotaYearProps) {
  const unmeant = holes.filter(isUnmeant)
  const overlaps = holes.filter(({ kind }) => kind === 'overlap')
  const closed = holes.filter(({ why, kind }) => why === 'hours' && kind === 'gap')
  return (
    <section className={styles.year} aria-label={t`The year ahead of ${rota.name}`}>
      <h4>{t`The year ahead`}</h4>
      {unmeant.length === 0 && <p>{closed.length === 0 ? t`A year without a gap.` : t`No gap within its hours.`}</p>}
      <Gaps rota={rota} gaps={unmeant} canEdit={canEdit} />
      <AwayShifts rota={rota} away={away} canEdit={canEdit} />
      <div className={styles.folds}>
        {closed.length > 0 && <Fold title={t`Closed by its hours`} holes={closed} />}
        {overlaps.length > 0 && <Fold title={t`Two layers at once`} holes={overlaps} />}
        {holidays.length > 0 && <Holidays holidays={holidays} />}
        {people.length > 0 && (
          <details>
            <summary>{t`How the hours are shared`}</summary>
            <Loads people={people} />
          </details>
        )}
      </div>
    </section>
  )
}

/** Where nobody is on, and nobody meant it so. */
function Gaps({ rota, gaps, canEdit }: Pick<RotaYearProps, 'rota' | 'canEdit'> & { gaps: readonly RotaHole[] }) {
  const zone = useZone()
  const [filled, setFilled] = useState<RotaHole>()
  return (
    <>
      {gaps.map((hole) => (
        <p key={hole.spans[0]?.startsAt} className={styles.hole}>
          <span>
            <strong>{holeText(hole, zone)}</strong>
            {': '}
            {whyText(hole, zone)}
          </span>
          {canEdit && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setFilled(hole)}
              aria-label={t`Fill ${holeText(hole, zone)}`}
            >
              {t`Fill`}
            </Button>
          )}
        </p>
      ))}
      <FormModal opened={filled !== undefined} onClose={() => setFilled(undefined)} title={t`Fill ${rota.name}`}>
        {filled !== undefined && <OverrideForm rota={rota} spans={filled.spans} onClose={() => setFilled(undefined)} />}
      </FormModal>
    </>
  )
}

function Fold({ title, holes }: { title: string; holes: readonly RotaHole[] }) {
  const zone = useZone()
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {holes.map((hole) => (
          <li key={hole.spans[0]?.startsAt}>
            {hole.why === 'hours' ? holeText(hole, zone) : `${holeText(hole, zone)}: ${whyText(hole, zone)}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

/** Who has shifts on days on which the hours of a calendar do not hold. */
function Holidays({ holidays }: { holidays: RotaForecast['holidays'] }) {
  return (
    <details>
      <summary>{t`On holidays`}</summary>
      <ul>
        {holidays.map(({ on, name, calendar, people }) => (
          <li key={`${on} ${name}`}>
            {t`${dayOf(`${on}T12:00:00Z`, 'UTC')}, ${name} (${calendar}): ${list.format(people.map((one) => one.name))}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

const hours = (count: number): string => countOf(Math.round(count))

function Loads({ people }: { people: RotaForecast['people'] }) {
  if (people.length === 0) return null
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t`Who`}</th>
            <th scope="col">{t`Hours`}</th>
            <th scope="col">{t`At night`}</th>
            <th scope="col">{t`At weekends`}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((load) => (
            <tr key={load.person.id}>
              <td>
                {load.person.name}
                {isByMailAlone(load) && <span className={styles.hint}> · {t`by mail alone: no phone rings`}</span>}
                {load.failing.map(({ kind, address }) => (
                  <span key={`${kind} ${address}`} className={styles.hint}>
                    {' '}
                    · {t`the last page to ${methodName(kind)} ${address} did not go there`}
                  </span>
                ))}
              </td>
              <td>{hours(load.hours)}</td>
              <td>{hours(load.nightHours)}</td>
              <td>{hours(load.weekendHours)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
