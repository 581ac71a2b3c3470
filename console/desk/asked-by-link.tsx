import * as desk from '@bellwether/contract/desk.ts'
import type { AskedByLink as Asked } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Loaded } from '../ui/loaded.tsx'
import { t } from '../ui/words.ts'
import styles from './asked-by-link.module.css'
import { HandOffCard } from './hand-off-card.tsx'
import { AnswerForm, WordForm } from './hand-off-forms.tsx'

/** What the mail offers, and what a link of it opens. */
export type AskedAct = 'answer' | 'ask-back' | 'decline'

interface AskedByLinkProps {
  token: string
  /** The form that is open at first. */
  act: AskedAct | null
}

/** One question as its signed link shows it, with everything that whoever is asked needs to answer it. */
export function AskedByLink({ token, act }: AskedByLinkProps) {
  // Without a session no live changes arrive, and a colleague with the same question may be faster.
  const asked = useQuery({ ...ask(desk.getAskedByLink, { params: { token } }), refetchInterval: 10_000 })
  useDocumentTitle(t`A question for you · Bellwether`)
  return (
    <Loaded query={asked} rows={8}>
      {(loaded) => <Question asked={loaded} token={token} act={act} />}
    </Loaded>
  )
}

function Question({ asked, token, act }: { asked: Asked } & AskedByLinkProps) {
  const { you, ticket, customerSaid, handOff } = asked
  const isOpen = handOff.outcome === null
  return (
    <div className={styles.asked}>
      <p className={styles.ticket}>
        <strong>
          #{ticket.number} {ticket.subject}
        </strong>
        {ticket.customer !== null && <span>{ticket.customer}</span>}
      </p>
      {customerSaid !== null && (
        <details className={styles.said}>
          <summary>{t`What the customer wrote last`}</summary>
          <p>{customerSaid}</p>
        </details>
      )}
      <HandOffCard handOff={handOff} isReadOnly />
      {isOpen ? (
        <Acts asked={asked} token={token} act={act} />
      ) : (
        <p className={styles.done} role="status">
          {endOf(handOff, you)}
        </p>
      )}
    </div>
  )
}

/** How it ended, as whoever was asked should know it. */
function endOf({ outcome, endedBy, answeredToCustomer, todo }: Asked['handOff'], you: Asked['you']): string {
  const who = endedBy?.name ?? t`A colleague`
  if (outcome === 'withdrawn') return t`Support has taken the question back: nobody waits for you any more.`
  if (outcome === 'passed-on') return t`${who} has passed it on to another team.`
  if (endedBy?.id !== you.id) return t`${who} has answered already: nobody waits for you any more.`
  if (outcome === 'declined') return t`Thank you, ${you.name}: support asks somebody else.`
  const left = leftIn(todo)
  return answeredToCustomer
    ? t`Thank you, ${you.name}: the customer has your answer.${left}`
    : t`Thank you, ${you.name}: support has your answer.${left}`
}

const leftIn = (todo: Asked['handOff']['todo']): string =>
  todo?.doneAt === null ? ` ${t`What is left to do stays in your team’s inbox: ${todo.text}.`}` : ''

const shown = { refreshes: ['/api/desk/asked'], showsProblem: true }

function Acts({ asked, token, act: first }: { asked: Asked } & AskedByLinkProps) {
  const [act, setAct] = useState(first)
  const acknowledge = useWrite(desk.acknowledgeByLink, shown)
  const close = (): void => setAct(null)
  if (act === 'answer') return <AnswerByLink asked={asked} token={token} onClose={close} />
  if (act !== null) return <WordByLink key={act} act={act} asked={asked} token={token} onClose={close} />
  return (
    <div className={styles.acts}>
      <Button onClick={() => setAct('answer')}>{t`Answer`}</Button>
      <Button variant="default" onClick={() => setAct('ask-back')} disabled={asked.handOff.state === 'asked-back'}>
        {t`Ask back`}
      </Button>
      <Button variant="default" onClick={() => setAct('decline')}>
        {t`Not us`}
      </Button>
      {asked.handOff.state === 'asked' && (
        <Button
          variant="subtle"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ params: { token } })}
        >
          {t`Seen, answer follows`}
        </Button>
      )}
    </div>
  )
}

interface ByLinkProps {
  asked: Asked
  token: string
  onClose: () => void
}

function AnswerByLink({ asked: { handOff }, token, onClose }: ByLinkProps) {
  const answer = useWrite(desk.answerByLink, { ...shown, onDone: onClose })
  return (
    <AnswerForm
      handOffId={handOff.id}
      mayReplyToCustomer={handOff.mayReplyToCustomer}
      isBusy={answer.isPending}
      error={answer.error}
      onSend={(body, onSuccess) => answer.mutate({ params: { token }, body }, { onSuccess })}
      onClose={onClose}
    />
  )
}

function WordByLink({ act, asked: { handOff }, token, onClose }: ByLinkProps & { act: 'ask-back' | 'decline' }) {
  const askBack = useWrite(desk.askBackByLink, { ...shown, onDone: onClose })
  const decline = useWrite(desk.declineByLink, { ...shown, onDone: onClose })
  const params = { token }
  if (act === 'ask-back')
    return (
      <WordForm
        handOffId={handOff.id}
        kind="ask-back"
        label={t`What you need to know first`}
        description={t`Support sees it at once; your clock stands still until they reply.`}
        send={t`Ask back`}
        isBusy={askBack.isPending}
        error={askBack.error}
        onSend={(text, onSuccess) => askBack.mutate({ params, body: { text } }, { onSuccess })}
        onClose={onClose}
      />
    )
  return (
    <WordForm
      handOffId={handOff.id}
      kind="decline"
      label={t`Why it is not for you`}
      description={t`Support reads this and asks somebody else. Name who knows, if you can.`}
      send={t`Not us`}
      isBusy={decline.isPending}
      error={decline.error}
      onSend={(reason, onSuccess) => decline.mutate({ params, body: { reason } }, { onSuccess })}
      onClose={onClose}
    />
  )
}
