import type { listRotas, RotaForecast } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Moment, useZone } from '../ui/clock.tsx'
import { fieldValueOf, minuteOf } from '../ui/instants.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { spokenLocale, t } from '../ui/words.ts'
import { AwayNow } from './leave/away-shifts.tsx'
import { cityOf } from './hole-text.ts'
import { isByMailAlone, methodName } from './methods/method-words.ts'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

/** "Bo until Mon 09:00, then Cy": who is on, and who is next, though it be after a gap. */
export function StandingLine({ rota, people, away }: Pick<RotaForecast, 'people' | 'away'> & { rota: RotaItem }) {
  return (
    <p className={styles.standing}>
      <Standing rota={rota} /> <HowReached rota={rota} people={people} /> <AwayNow onCall={rota.onCall} away={away} />
    </p>
  )
}

function Standing({ rota: { layers, onCall, until, next } }: { rota: RotaItem }) {
  const name = <strong>{onCall?.name ?? t`Nobody`}</strong>
  if (until === null) return name
  const changes = <InTheirs at={until} person={onCall} layers={layers} />
  if (next === null) return tx`${name} until ${changes}, then nobody`
  const begins = <InTheirs at={next.startsAt} person={next.person} layers={layers} />
  if (onCall !== null && next.startsAt !== until)
    return tx`${name} until ${changes}, then nobody until ${begins}: ${next.person.name}`
  if (onCall === null) return tx`${name} until ${begins}, then ${next.person.name}`
  const then = (
    <>
      {next.person.name}
      <TheirClock at={next.startsAt} person={next.person} layers={layers} />
    </>
  )
  return tx`${name} until ${changes}, then ${then}`
}

interface TheirsProps {
  at: string
  person: RotaItem['onCall']
  layers: RotaItem['layers']
}

/** An instant in the reader's zone, and on the wall of whoever it is about. */
function InTheirs(props: TheirsProps) {
  return (
    <>
      <Moment at={props.at} />
      <TheirClock {...props} />
    </>
  )
}

/** What the wall of their layer shows then, where it is not what the reader's shows. */
function TheirClock({ at, person, layers }: TheirsProps) {
  const zone = useZone()
  const theirs = layers.find(({ people }) => people.some(({ id }) => id === person?.id))?.timeZone ?? zone
  if (fieldValueOf(at, theirs) === fieldValueOf(at, zone)) return null
  return <span className={styles.theirs}> {t`(${minuteOf(at, theirs)} in ${cityOf(theirs)})`}</span>
}

/** Who of them no phone wakes, and to whom the last page did not go. */
function HowReached({ rota: { onCall, next, work }, people }: { rota: RotaItem; people: RotaForecast['people'] }) {
  if (work.slug !== 'paging') return null
  const ids = new Set([onCall?.id, next?.person?.id])
  const soon = people.filter(({ person }) => ids.has(person.id))
  const byMail = soon.filter(isByMailAlone).map(({ person }) => person.name)
  return (
    <>
      {byMail.length > 0 && (
        <Mark tone="warn" isSentence>
          {t`${list.format(byMail)}: by mail alone, no phone rings`}
        </Mark>
      )}
      {soon.flatMap(({ person, failing }) =>
        failing.map(({ kind, address, error }) => (
          <Mark key={`${person.id} ${kind} ${address}`} tone="warn" isSentence>
            {t`${person.name}: the last page to ${methodName(kind)} ${address} did not go there (${error})`}
          </Mark>
        )),
      )}
    </>
  )
}
