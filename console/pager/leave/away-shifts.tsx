import type { Rota, RotaAway, RotaForecast } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNow, useZone } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { dayOf, minuteOf } from '../../ui/instants.ts'
import { Mark } from '../../ui/mark.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { Between } from '../between.tsx'
import { OverrideForm, type Span } from '../calendar/override-form.tsx'
import { SwapDialog } from '../swaps/swap-dialog.tsx'
import type { TheirShift } from '../swaps/swap-form.tsx'
import { useMe } from '../use-me.ts'
import styles from './away-shifts.module.css'

interface AwayShiftsProps {
  rota: Pick<Rota, 'id' | 'name' | 'layers' | 'team'>
  away: readonly RotaAway[]
  canEdit: boolean
}

/** Of leave of months every one would be a list that nobody reads: what is dealt with makes room for the next. */
const shownMax = 8

/** Who is away while they have shifts, each with a way to ask for cover or to put somebody else on. */
export function AwayShifts({ rota, away, canEdit }: AwayShiftsProps) {
  const [asked, setAsked] = useState<TheirShift>()
  const [filled, setFilled] = useState<Span>()
  if (away.length === 0) return null
  return (
    <>
      {away.map((one) => (
        <div key={`${one.person.id} ${one.startsAt}`} className={styles.away}>
          <p>
            <strong>{t`${one.person.name} is away for ${plural(one.shifts.length, 'shift')} of theirs`}</strong>
          </p>
          <ul>
            {one.shifts.slice(0, shownMax).map((shift) => (
              <AwayShift
                key={shift.startsAt}
                person={one.person}
                shift={shift}
                onAsk={setAsked}
                onFill={canEdit ? setFilled : undefined}
              />
            ))}
            {one.shifts.length > shownMax && <li>{t`and ${one.shifts.length - shownMax} more`}</li>}
          </ul>
        </div>
      ))}
      <p className={styles.hint}>
        {t`Leave takes nobody off call: the rota stays as it is until somebody takes the shift or overrides it.`}
      </p>
      <SwapDialog rota={rota} shift={asked} onClose={() => setAsked(undefined)} />
      <FormModal opened={filled !== undefined} onClose={() => setFilled(undefined)} title={t`Override ${rota.name}`}>
        {filled !== undefined && <OverrideForm rota={rota} spans={[filled]} onClose={() => setFilled(undefined)} />}
      </FormModal>
    </>
  )
}

interface AwayShiftProps {
  person: RotaAway['person']
  shift: RotaAway['shifts'][number]
  onAsk: (shift: TheirShift) => void
  onFill: ((span: Span) => void) | undefined
}

function AwayShift({ person, shift: { startsAt, endsAt, isCoverAsked }, onAsk, onFill }: AwayShiftProps) {
  const zone = useZone()
  const [me, mayAsk] = [useMe(), useMay('pager.acknowledge')]
  const canAsk = mayAsk && !isCoverAsked && (person.id === me || onFill !== undefined)
  const which = t`${person.name}, ${dayOf(startsAt, zone)} ${minuteOf(startsAt, zone)}`
  return (
    <li>
      <span>
        <Between startsAt={startsAt} endsAt={endsAt} /> {isCoverAsked && <Mark>{t`cover is asked for`}</Mark>}
      </span>
      {canAsk && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t`Ask for cover: ${which}`}
          onClick={() => onAsk({ person, startsAt, endsAt })}
        >
          {t`Ask for cover`}
        </Button>
      )}
      {onFill !== undefined && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t`Override: ${which}`}
          onClick={() => onFill({ startsAt, endsAt })}
        >
          {t`Override`}
        </Button>
      )}
    </li>
  )
}

/** Warns where whoever is on call now is away. */
export function AwayNow({ onCall, away }: { onCall: RotaAway['person'] | null; away: RotaForecast['away'] }) {
  const nowMs = useNow()
  const isAway = away.some(
    ({ person, startsAt, endsAt }) =>
      person.id === onCall?.id && Date.parse(startsAt) <= nowMs && nowMs < Date.parse(endsAt),
  )
  if (!isAway || onCall === null) return null
  return (
    <Mark tone="warn" isSentence>
      {t`${onCall.name} is away, and on call all the same`}
    </Mark>
  )
}
