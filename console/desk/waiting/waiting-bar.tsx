import type { DoneAct } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { WaitingWrite } from './waiting-writes.ts'
import { plural } from '../../ui/figures.ts'
import { NoticeBar } from '../../ui/notice-bar.tsx'
import { t } from '../../ui/words.ts'
import { showAct } from '../acts/act-notice.tsx'
import { useLastActs } from '../acts/last-act.ts'
import { keepDraft } from '../draft.ts'
import { goOnWithDraft } from '../server-draft.ts'
import { useOwnWaiting } from './use-own-waiting.ts'
import { forgetWaiting, sendWaiting } from './send-waiting.ts'
import styles from './waiting-bar.module.css'

const againMs = 10_000
/** Whoever was just out of reach is not asked at once. */
const justNowMs = 2000

/** What the reader did while the server was out of reach: on every screen until it is done, or was looked at. */
export function WaitingBar({ isLive }: { isLive: boolean }) {
  const own = useOwnWaiting()
  useSending(own, isLive)
  if (own.length === 0) return null
  const refused = own.filter(({ problem }) => problem !== null)
  return (
    <NoticeBar label={t`What waits for the connection`} icon={refused.length > 0 ? 'warning' : 'clock'}>
      <span>
        {refused.length > 0
          ? t`${plural(refused.length, 'change')} could not be made:`
          : t`${plural(own.length, 'change')} will be made when the connection is back:`}
      </span>
      <ul className={styles.list}>
        {(refused.length > 0 ? refused : own).map((one) => (
          <Waiting key={one.key} write={one} />
        ))}
      </ul>
    </NoticeBar>
  )
}

/** Tries when the connection is back, and now and then. */
function useSending(waiting: readonly WaitingWrite[], isLive: boolean): void {
  const queries = useQueryClient()
  const acts = useLastActs()
  const send = useEffectEvent(() => {
    const onAct = (act: DoneAct): void => {
      acts.remember(act)
      showAct(act)
    }
    const isJustNow = waiting.every(({ atMs }) => Date.now() - atMs < justNowMs)
    return isJustNow ? undefined : oneAtATime(() => sendWaiting({ queries, waiting, onAct }))
  })
  const isWaiting = waiting.some(({ problem }) => problem === null)
  useEffect(() => {
    if (!isWaiting) return undefined
    if (isLive) void send()
    const timer = setInterval(() => void send(), againMs)
    const onOnline = (): void => void send()
    window.addEventListener('online', onOnline)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', onOnline)
    }
  }, [isWaiting, isLive])
}

let sending: Promise<void> | undefined
const oneAtATime = (work: () => Promise<void>): Promise<void> =>
  (sending ??= work().finally(() => {
    sending = undefined
  }))

function Waiting({ write }: { write: WaitingWrite }) {
  const queries = useQueryClient()
  const { kind, ticket, words, problem, hasLeft } = write
  const goOn = (): void => {
    const { text } = write.parts.body as { text: string }
    if (kind !== 'act' && ticket !== null) {
      keepDraft(localStorage, ticket.id, 'left-out', write.leftOut)
      goOnWithDraft(ticket.id, kind, text)
    }
    forgetWaiting(queries, write)
  }
  return (
    <li>
      {ticket !== null && (
        <Link to="/tickets/$number" params={{ number: String(ticket.number) }}>
          #{ticket.number}
        </Link>
      )}{' '}
      <span className={styles.words}>{words}</span>
      {problem !== null && <strong className={styles.problem}>{problem}</strong>}{' '}
      {kind === 'act' ? (
        <Button size="compact-xs" variant="default" onClick={() => forgetWaiting(queries, write)}>
          {hasLeft ? t`Do not try again` : t`Do not do it`}
        </Button>
      ) : (
        // What may have been said already is not written a second time.
        (!hasLeft || problem !== null) && (
          <Button size="compact-xs" variant="default" onClick={goOn}>
            {t`Go on writing it`}
          </Button>
        )
      )}
    </li>
  )
}
