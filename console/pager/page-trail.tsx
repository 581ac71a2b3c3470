import { getPage, type Page } from '@bellwether/contract/pager-pages.ts'
import { mailStateWords } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { tx } from '../ui/rich-words.tsx'
import { teamOf } from './page-team.ts'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import { methodName } from './methods/method-words.ts'
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

export function Notifications({ page }: { page: Page }) {
  return (
    <ol className={styles.trail} aria-label={t`Notifications of ${teamOf(page)}`}>
      {page.notifications.map((one) => (
        <li key={one.id}>
          <Icon name={iconOf[one.state]} size={14} />
          <span>
            {tx`${<strong>{one.person.name}</strong>} by ${methodName(one.method.kind)} ${<span className={styles.address}>{one.method.address}</span>}`}
          </span>
          <span className={styles.state} data-state={one.state}>
            <HowFar one={one} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Waiting, sent, brought, looked at: as far as is known, each with its instant. */
function HowFar({ one }: { one: Notification }) {
  if (one.state === 'waiting' && one.waitsUntil !== null)
    return tx`waits until ${<Moment at={one.waitsUntil} as="second" />}`
  if (one.state === 'unneeded' || one.state === 'waiting') return t`not needed any more`
  return (
    <>
      {translated(mailStateWords[one.state])}
      {one.sentAt !== null && (
        <>
          {' '}
          <Moment at={one.sentAt} as="second" />
        </>
      )}
      {one.attempts > 1 && ` ${t`after ${plural(one.attempts, 'try', 'tries')}`}`}
      {one.lastError !== null && one.state !== 'sent' && `: ${translated(one.lastError)}`}
      {one.deliveredAt !== null && <>, {tx`delivered ${<Moment at={one.deliveredAt} as="second" />}`}</>}
      {one.seenAt !== null && <>, {tx`seen ${<Moment at={one.seenAt} as="second" />}`}</>}
    </>
  )
}
