import {
  answerCustomerAsk,
  type CustomerAnswer,
  type CustomerAsk as Ask,
  getCustomerAsk,
} from '@bellwether/contract/desk.ts'
import { Button, Textarea } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { WhereItStands } from './where-it-stands.tsx'
import styles from './asked-by-link.module.css'

interface CustomerAskProps {
  token: string
  /** What the link that was followed says already: one click is enough. */
  answer: CustomerAnswer | null
}

/** What a customer is asked by a link in a mail. They have never seen this before, and see nothing else of it. */
export function CustomerAsk({ token, answer }: CustomerAskProps) {
  const asked = useQuery(ask(getCustomerAsk, { params: { token } }))
  useDocumentTitle(asked.data?.organisation ?? t`A question`)
  return (
    <Loaded query={asked} rows={4}>
      {(loaded) => <Question asked={loaded} token={token} answer={answer} />}
    </Loaded>
  )
}

const solvedOrNot = [
  { value: 'solved', label: t`Yes, it is solved` },
  { value: 'not-solved', label: t`No, it is not` },
] as const

const questions = {
  receipt: { title: t`Is it solved?`, answers: solvedOrNot },
  quiet: {
    title: t`Is it solved?`,
    answers: solvedOrNot,
  },
  satisfaction: {
    title: t`Was our answer good?`,
    answers: [
      { value: 'good', label: t`Yes` },
      { value: 'bad', label: t`No` },
    ],
  },
} as const

const thanks: Readonly<Record<CustomerAnswer, string>> = {
  good: t`Thank you: we are glad. Anything you add opens the ticket again.`,
  bad: t`Thank you for telling us. Say what was not good, and we look at it again.`,
  solved: t`Thank you: the ticket is closed. Any word from you opens it again.`,
  'not-solved': t`Thank you: we go on with it, and you hear from us.`,
}

/** A team that is asked answers first: until then the ticket is open, whatever the customer says. */
function thanksFor(answer: CustomerAnswer, { isOpen, works }: Ask): string {
  if (answer !== 'solved' || !isOpen) return thanks[answer]
  const [first] = works
  return t`Thank you: we close it when ${first?.team ?? t`our work on it`} is done.`
}

function Question({ asked, token, answer: first }: CustomerAskProps & { asked: Ask }) {
  const write = useWrite(answerCustomerAsk, { refreshes: ['/api/desk/customer-asks'], showsProblem: true })
  const [comment, setComment] = useState(asked.comment ?? '')
  const say = (answer: CustomerAnswer, text: string): void =>
    write.mutate({ params: { token }, body: { answer, comment: text } })
  const isFirst = useRef(true)
  useEffect(() => {
    // The link itself is the answer; followed after another one, it is the last.
    if (!isFirst.current) return
    isFirst.current = false
    if (first !== null && asked.answer !== first) say(first, comment)
    // Loaded again, the page does not say once more what was changed on it meanwhile.
    window.history.replaceState(null, '', window.location.pathname)
  })
  const { title, answers } = questions[asked.kind]
  return (
    <div className={styles.asked}>
      <h1>{asked.kind === 'receipt' ? t`Where your ticket stands` : title}</h1>
      <p className={styles.ticket}>
        <strong>{asked.subject}</strong> <span>{t`ticket ${asked.number}`}</span>
      </p>
      <WhereItStands of={asked} />
      {asked.kind === 'receipt' && <h2>{title}</h2>}
      <div className={styles.acts} role="group" aria-label={title}>
        {answers.map(({ value, label }) => (
          <Button
            key={value}
            variant={asked.answer === value ? 'filled' : 'default'}
            aria-pressed={asked.answer === value}
            loading={write.isPending}
            onClick={() => say(value, comment)}
          >
            {label}
          </Button>
        ))}
      </div>
      {asked.answer !== null && <Comment asked={asked} answer={asked.answer} {...{ comment, setComment, say }} />}
      {write.error !== null && <ProblemView error={write.error} />}
    </div>
  )
}

interface CommentProps {
  asked: Ask
  answer: CustomerAnswer
  comment: string
  setComment: (comment: string) => void
  say: (answer: CustomerAnswer, comment: string) => void
}

function Comment({ asked, answer, comment, setComment, say }: CommentProps) {
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 10 }}
      onSubmit={(event) => {
        event.preventDefault()
        say(answer, comment)
      }}
    >
      <p role="status">{thanksFor(answer, asked)}</p>
      <Textarea
        label={t`Anything to add?`}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        minRows={3}
      />
      {asked.comment !== null && comment === asked.comment ? (
        <p className={styles.done}>{t`We have got your words.`}</p>
      ) : (
        <Button type="submit" variant="default" disabled={comment.trim() === ''} style={{ justifySelf: 'start' }}>
          {t`Send`}
        </Button>
      )}
    </form>
  )
}
