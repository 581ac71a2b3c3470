import * as desk from '@bellwether/contract/desk.ts'
import type { HandOff } from '@bellwether/contract/desk.ts'
import { useWrite } from '../call.write.ts'
import { t } from '../ui/words.ts'
import type { WordKind } from './draft.ts'
import { AnswerForm, WordForm } from './hand-off-forms.tsx'
import { PassOnForm } from './pass-on-form.tsx'

export type Act = WordKind | 'answer' | 'pass-on'

interface ActFormProps {
  act: Act
  handOff: HandOff
  onClose: () => void
}

/** What is written about a question: an answer, another team, or a word. */
export function HandOffAct({ act, handOff, onClose }: ActFormProps) {
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
    label: t`What you need to know first`,
    description: t`Support sees it at once; your clock stands still until they reply.`,
    send: t`Ask back`,
  },
  decline: {
    label: t`Why it is not for us`,
    description: t`Support reads this and decides what to do next.`,
    send: t`Not us`,
  },
  'reply-to-team': { label: t`Reply to the team`, description: t`Their clock runs on.`, send: t`Reply` },
  'team-note': { label: t`Note for the team`, description: t`Nobody else reads it.`, send: t`Add note` },
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
