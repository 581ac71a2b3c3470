import { decideRollback, type RollbackRequest } from '@bellwether/contract/incidents.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t, translated } from '../ui/words.ts'
import styles from './rollback.module.css'

/** The request to roll a deploy back, and the decision about it. */
export function Rollback({ request }: { request: RollbackRequest }) {
  return (
    <Sheet title={t`Rollback of ${versionedName(request)}`} tone={request.state === 'accepted' ? 'good' : 'violet'}>
      <p className={styles.words}>
        {tx`${request.askedBy.name} asked for it at ${<Moment at={request.askedAt} />}. ${<Decision request={request} />}`}
      </p>
      {request.state === 'asked' && <DecisionForm request={request} />}
    </Sheet>
  )
}

function Decision({ request }: { request: RollbackRequest }) {
  if (request.state === 'asked') return <strong>{t`Nobody has decided yet.`}</strong>
  return (
    <>
      <strong>{t`${request.decidedBy?.name ?? t`The on-call person`} ${translated(request.state)} it`}</strong>
      {request.decidedAt !== null && <> {tx`at ${<Moment at={request.decidedAt} />}`}</>}
      {request.reason !== null && request.reason !== '' ? `: ${request.reason}` : '.'}
    </>
  )
}

function DecisionForm({ request }: { request: RollbackRequest }) {
  // Whoever asked is not who is asked.
  const isMine = useQuery(ask(getMe)).data?.person.id === request.askedBy.id
  const [isDeclining, setIsDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const decide = useWrite(decideRollback, { refreshes: ['/api/incidents'], showsProblem: true })
  const send = (decision: 'accept' | 'decline'): void =>
    decide.mutate({ params: { id: request.id }, body: { decision, reason } })
  return (
    <div className={styles.form}>
      {isDeclining && (
        <Textarea
          label={t`Why not`}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          minRows={2}
          autoFocus
          required
        />
      )}
      {decide.error !== null && <ProblemView error={decide.error} />}
      <div className={styles.buttons}>
        {!isDeclining && (
          <Button variant={isMine ? 'default' : 'filled'} loading={decide.isPending} onClick={() => send('accept')}>
            {t`Accept the rollback`}
          </Button>
        )}
        {isDeclining ? (
          <Button
            color="red.9"
            loading={decide.isPending}
            disabled={reason.trim() === ''}
            onClick={() => send('decline')}
          >
            {t`Decline it`}
          </Button>
        ) : (
          <Button variant="default" onClick={() => setIsDeclining(true)}>
            {t`Decline…`}
          </Button>
        )}
        {isDeclining && (
          <Button variant="default" onClick={() => setIsDeclining(false)}>
            {t`Cancel`}
          </Button>
        )}
      </div>
    </div>
  )
}
