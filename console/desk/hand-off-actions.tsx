import * as desk from '@bellwether/contract/desk.ts'
import type { HandOff } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import type { WordKind } from './draft.ts'
import { AnswerForm, WordForm } from './hand-off-forms.tsx'
import { PassOnForm } from './pass-on-form.tsx'
import styles from './hand-off-card.module.css'

type Act = WordKind | 'answer' | 'pass-on'

/** What can be done about a question, in place, by the asked team and by support. */
export function HandOffActions({ handOff }: { handOff: HandOff }) {
  const [act, setAct] = useState<Act | null>(null)
  if (act !== null) return <ActForm act={act} handOff={handOff} onClose={() => setAct(null)} />
  return <Buttons handOff={handOff} onAct={setAct} />
}

interface ActButton {
  label: string
  isOffered: boolean
  isQuiet?: boolean
  isBusy?: boolean
  run: () => void
}

function Buttons({ handOff, onAct }: { handOff: HandOff; onAct: (act: Act) => void }) {
  const offered = useActs(handOff, onAct).filter(({ isOffered }) => isOffered)
  if (offered.length === 0) return null
  return (
    <div className={styles.actions}>
      {offered.map(({ label, isQuiet = false, isBusy = false, run }) => (
        <Button
          key={label}
          size="xs"
          variant={isQuiet ? 'subtle' : 'default'}
          {...(isQuiet ? { color: 'gray' } : {})}
          loading={isBusy}
          onClick={run}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}

/** Everything that can be done about a question, in the order in which it is shown. */
function useActs({ id, state, outcome, askedTeam, todo }: HandOff, onAct: (act: Act) => void): ActButton[] {
  const options = { refreshes: ['/api/desk'] }
  const acknowledge = useWrite(desk.acknowledgeHandOff, options)
  const withdraw = useWrite(desk.withdrawHandOff, options)
  const goOn = useWrite(desk.goOnFromHandOff, options)
  const done = useWrite(desk.finishTodo, options)
  const me = useQuery(ask(getMe)).data?.person
  const isMine = me?.teams.some((team) => team.id === askedTeam.id) ?? false
  const isOpen = outcome === null
  const opens = (label: string, act: Act, isOffered: boolean, isQuiet = true): ActButton => ({
    label,
    isOffered,
    isQuiet,
    run: () => onAct(act),
  })
  const does = (label: string, write: typeof acknowledge, isOffered: boolean, isQuiet = false): ActButton => ({
    label,
    isOffered,
    isQuiet,
    isBusy: write.isPending,
    run: () => write.mutate({ params: { id } }),
  })
  return [
    opens('Reply', 'reply-to-team', state === 'asked-back', false),
    does('Acknowledge', acknowledge, state === 'asked'),
    opens('Answer', 'answer', isOpen, false),
    opens('Ask back', 'ask-back', isOpen && state !== 'asked-back'),
    opens('Decline', 'decline', isOpen),
    opens('Pass on', 'pass-on', isOpen),
    opens('Note for the team', 'team-note', isMine),
    does('Take back', withdraw, isOpen, true),
    does('Go on', goOn, state === 'answered' || state === 'declined'),
    does('Done', done, todo !== null && todo.doneAt === null),
  ]
}

interface ActFormProps {
  act: Act
  handOff: HandOff
  onClose: () => void
}

function ActForm({ act, handOff, onClose }: ActFormProps) {
  if (act === 'pass-on') return <PassOnForm handOff={handOff} onClose={onClose} />
  if (act === 'answer') return <TeamAnswer handOff={handOff} onClose={onClose} />
  return <TeamWord act={act} handOff={handOff} onClose={onClose} />
}

const shown = (onDone: () => void) => ({ refreshes: ['/api/desk'], showsProblem: true, onDone })

function TeamAnswer({ handOff: { id, mayReplyToCustomer }, onClose }: Omit<ActFormProps, 'act'>) {
  const answer = useWrite(desk.answerHandOff, shown(onClose))
  return (
    <AnswerForm
      handOffId={id}
      mayReplyToCustomer={mayReplyToCustomer}
      isBusy={answer.isPending}
      error={answer.error}
      onSend={(body, onSuccess) => answer.mutate({ params: { id }, body }, { onSuccess })}
      onClose={onClose}
    />
  )
}

const wordsOf = {
  'ask-back': {
    label: 'What you need to know first',
    description: 'Support sees it at once; your clock stands still until they reply.',
    send: 'Ask back',
  },
  decline: {
    label: 'Why the team declines',
    description: 'Support reads this and decides what to do next.',
    send: 'Decline',
  },
  'reply-to-team': { label: 'Reply to the team', description: 'Their clock runs on.', send: 'Reply' },
  'team-note': { label: 'Note for the team', description: 'Nobody else reads it.', send: 'Add note' },
} as const satisfies Record<WordKind, object>

function TeamWord({ act, handOff: { id }, onClose }: ActFormProps & { act: WordKind }) {
  const options = shown(onClose)
  const askBack = useWrite(desk.askBack, options)
  const reply = useWrite(desk.replyToHandOff, options)
  const note = useWrite(desk.addTeamNote, options)
  const decline = useWrite(desk.declineHandOff, options)
  const write = { 'ask-back': askBack, 'reply-to-team': reply, 'team-note': note, decline }[act]
  const send = (text: string, onSuccess: () => void): void => {
    const params = { id }
    if (act === 'decline') decline.mutate({ params, body: { reason: text } }, { onSuccess })
    else
      (act === 'ask-back' ? askBack : act === 'reply-to-team' ? reply : note).mutate(
        { params, body: { text } },
        { onSuccess },
      )
  }
  return (
    <WordForm
      handOffId={id}
      kind={act}
      {...wordsOf[act]}
      isBusy={write.isPending}
      error={write.error}
      onSend={send}
      onClose={onClose}
    />
  )
}
