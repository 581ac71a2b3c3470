import { getPage, type Page } from '@bellwether/contract/pager-pages.ts'
import { mailStateWords } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { tx } from '../ui/rich-words.tsx'
import { teamOf } from './page-team.ts'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import { methodName } from './methods/method-words.ts'
import { type Ring, ringsOf, stagesOf } from './rings.ts'
import { PageState } from './page-state.tsx'
import styles from './page-trail.module.css'

/** Who was paged, how, and who answered. */
export function PageTrail({ pageId }: { pageId: string | null }) {
  const page = useQuery({ ...ask(getPage, { params: { id: pageId ?? '' } }), enabled: pageId !== null })
  if (pageId === null) return null
  return (
    <Sheet title={t`Page`} side={page.data === undefined ? undefined : <PageState page={page.data} />}>
      <Loaded query={page} rows={3}>
        {(loaded) => (
          <>
            <Notifications page={loaded} />
            {loaded.state === 'open' && <AcknowledgeButton page={loaded} mt={8} />}
          </>
        )}
      </Loaded>
    </Sheet>
  )
}

type Notification = Page['notifications'][number]

const iconOf = {
  waiting: 'clock',
  queued: 'clock',
  sent: 'check',
  kept: 'mail',
  failed: 'warning',
  unneeded: 'check',
} as const

/** Whom it reached and how far, by the step of the policy that rang. */
export function Notifications({ page }: { page: Page }) {
  return (
    <ol className={styles.rings} aria-label={t`Notifications of ${teamOf(page)}`}>
      {ringsOf(page).map((ring) => (
        <li key={ring.by === null ? 'none' : ring.at + ring.by.kind}>
          <p className={styles.ring}>
            <strong>{ringName(ring)}</strong> <Moment at={ring.at} as="second" />
            {ring.acknowledged !== undefined && <> · {acknowledgedText(ring, ring.acknowledged)}</>}
          </p>
          <ol className={styles.trail}>
            {ring.notifications.map((one) => (
              <Receipt key={one.id} one={one} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function ringName({ by, notifications }: Ring): string {
  const people = plural(new Set(notifications.map(({ person }) => person.id)).size, 'person', 'people')
  if (by === null) return t`Rang for ${people}`
  if (by.kind === 'reassigned') return t`Given to ${by.to?.name ?? t`somebody who left`}`
  return by.step === null ? t`A step rang for ${people}` : t`Step ${by.step} rang for ${people}`
}

const acknowledgedText = ({ at }: Ring, { person, at: acknowledgedAt }: Page['entries'][number]): string =>
  t`${person?.name ?? t`a program`} acknowledged after ${spanOf(Date.parse(acknowledgedAt) - Date.parse(at))}`

/** It was not taken, and is tried again. */
const isFailing = ({ state, lastError }: Notification): boolean => state === 'queued' && lastError !== null

function Receipt({ one }: { one: Notification }) {
  return (
    <li>
      <Icon name={isFailing(one) ? 'warning' : iconOf[one.state]} size={14} />
      <span>
        {tx`${<strong>{one.person.name}</strong>} by ${methodName(one.method.kind)} ${<span className={styles.address}>{one.method.address}</span>}`}
      </span>
      <span className={styles.state} data-state={isFailing(one) ? 'failing' : one.state}>
        <HowFar one={one} />
      </span>
    </li>
  )
}

/** Waiting, tried, sent, brought, looked at: as far as is known, each with its instant and how long it took. */
function HowFar({ one }: { one: Notification }) {
  if (one.state === 'waiting' && one.waitsUntil !== null)
    return tx`waits until ${<Moment at={one.waitsUntil} as="second" />}`
  if (one.state === 'unneeded' || one.state === 'waiting') return t`not needed any more`
  const stages = stagesOf(one)
  return (
    <>
      {one.sentAt === null && (isFailing(one) ? t`not taken yet` : translated(mailStateWords[one.state]))}
      {stages.map(({ stage, at, tookMs }, place) => (
        <span key={stage}>
          {(place > 0 || one.sentAt === null) && ', '}
          {tx`${stageNames[stage]} ${<Moment at={at} as="second" />} (${spanOf(tookMs)})`}
        </span>
      ))}
      {one.attempts > 1 && ` ${t`after ${plural(one.attempts, 'try', 'tries')}`}`}
      {one.lastError !== null && one.state !== 'sent' && `: ${translated(one.lastError)}`}
    </>
  )
}

const stageNames = { tried: t`tried`, sent: t`sent`, delivered: t`delivered`, seen: t`seen` } as const
