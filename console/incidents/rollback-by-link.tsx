import { decideRollbackByLink, getRollbackByLink, type RollbackRequest } from '@bellwether/contract/incidents.ts'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../call.ts'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { Icon } from '../ui/icon.tsx'
import { tx } from '../ui/rich-words.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t, translated } from '../ui/words.ts'
import styles from './rollback-by-link.module.css'

/** Accept or decline a rollback from a page, without signing in. Nothing when the page asks for none. */
export function RollbackByLink({ token }: { token: string }) {
  // Without a session no live changes arrive, and a colleague with the same page may be faster.
  const asked = useQuery({ ...ask(getRollbackByLink, { params: { token } }), refetchInterval: 5000 })
  const isOtherPage = asked.error instanceof ProblemError && asked.error.type === '/problems/not-found'
  if (asked.error !== null && !isOtherPage)
    return <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />
  const request = asked.data?.request ?? null
  if (asked.data === undefined || request === null) return null
  return (
    <section className={styles.rollback} aria-labelledby="rollback">
      <h2 id="rollback">{t`Roll back ${versionedName(request)}?`}</h2>
      {request.state === 'asked' ? (
        <DecisionForm token={token} onRefused={() => void asked.refetch()} />
      ) : (
        <Decided request={request} />
      )}
      <a href={asked.data.reportUrl}>{t`Open the whole report`}</a>
    </section>
  )
}

function Decided({ request }: { request: RollbackRequest }) {
  const isAccepted = request.state === 'accepted'
  return (
    <p className={styles.decided} role="status">
      <Icon name={isAccepted ? 'check' : 'cross'} size={18} />
      <span>
        {tx`${request.decidedBy?.name ?? t`Somebody`} ${translated(request.state)} the rollback${request.reason ? `: ${request.reason}` : ''}.${isAccepted && ` ${t`The errors are watched to zero; you will hear only if they do not stop.`}`}`}
      </span>
    </p>
  )
}

function DecisionForm({ token, onRefused }: { token: string; onRefused: () => void }) {
  const [isDeclining, setIsDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const decide = useWrite(decideRollbackByLink, { refreshes: ['/api/incidents/links'], showsProblem: true })
  const send = (decision: 'accept' | 'decline'): void =>
    decide.mutate({ params: { token }, body: { decision, reason } }, { onError: onRefused })
  if (isDeclining) {
    return (
      <div className={styles.form}>
        <Textarea
          size="md"
          label={t`Why not`}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autoFocus
          required
        />
        {decide.error !== null && <ProblemView error={decide.error} />}
        <Button
          className={styles.huge ?? ''}
          color="red.9"
          loading={decide.isPending}
          disabled={reason.trim() === ''}
          onClick={() => send('decline')}
        >
          {t`Decline the rollback`}
        </Button>
        <Button className={styles.huge ?? ''} variant="default" onClick={() => setIsDeclining(false)}>
          {t`Back`}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.form}>
      {decide.error !== null && <ProblemView error={decide.error} />}
      <Button className={styles.huge ?? ''} loading={decide.isPending} onClick={() => send('accept')}>
        {t`Accept: roll back`}
      </Button>
      <Button className={styles.huge ?? ''} variant="default" onClick={() => setIsDeclining(true)}>
        {t`Decline…`}
      </Button>
    </div>
  )
}
