import { forecastRota, type RotaForecast, type RotaHole } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useZone } from '../../ui/clock.tsx'
import { countOf } from '../../ui/figures.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import { holeText, isUnmeant, whyText } from '../hole-text.ts'
import table from '../../ui/table.module.css'
import { OverrideForm } from './override-form.tsx'
import styles from './rota-calendar.module.css'

interface RotaYearProps {
  rota: { readonly id: string; readonly name: string }
  canEdit: boolean
}

/** The year that comes: where nobody is on and why, with a way to fill it, and how the hours are shared. */
export function RotaYear({ rota, canEdit }: RotaYearProps) {
  const [isOpen, setOpen] = useState(false)
  const forecast = useQuery({ ...ask(forecastRota, { params: { id: rota.id } }), enabled: isOpen })
  return (
    <details className={styles.year} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t`The year ahead`}</summary>
      {isOpen && (
        <Loaded query={forecast} rows={3}>
          {(loaded) => (
            <div className={styles.year}>
              <Holes rota={rota} holes={loaded.holes} canEdit={canEdit} />
              <Loads people={loaded.people} />
            </div>
          )}
        </Loaded>
      )}
    </details>
  )
}

function Holes({ rota, holes, canEdit }: RotaYearProps & { holes: readonly RotaHole[] }) {
  const zone = useZone()
  const [filled, setFilled] = useState<RotaHole>()
  const unmeant = holes.filter(({ why }) => why !== 'hours')
  const planned = holes.filter(({ why, kind }) => why === 'hours' && kind === 'gap')
  return (
    <>
      {holes.length === 0 && <p>{t`A year without a gap.`}</p>}
      {unmeant.map((hole) => (
        <p
          key={`${hole.kind} ${hole.spans[0]?.startsAt}`}
          className={styles.hole}
          data-unmeant={isUnmeant(hole) || undefined}
        >
          <span>{t`${holeText(hole, zone)}: ${whyText(hole, zone)}`}</span>
          {canEdit && hole.kind === 'gap' && (
            <Button size="compact-xs" variant="default" onClick={() => setFilled(hole)}>
              {t`Fill`}
            </Button>
          )}
        </p>
      ))}
      {planned.length > 0 && (
        <details>
          <summary>{t`Closed by its hours`}</summary>
          <ul>
            {planned.map((hole) => (
              <li key={hole.spans[0]?.startsAt}>{holeText(hole, zone)}</li>
            ))}
          </ul>
        </details>
      )}
      <FormModal opened={filled !== undefined} onClose={() => setFilled(undefined)} title={t`Fill ${rota.name}`}>
        {filled !== undefined && (
          <OverrideForm rotaId={rota.id} spans={filled.spans} onClose={() => setFilled(undefined)} />
        )}
      </FormModal>
    </>
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
                {load.isReachedByMailAlone && (
                  <span className={styles.hint}> · {t`by mail alone: no phone rings`}</span>
                )}
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
