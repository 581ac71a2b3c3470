import {
  acknowledgeHandOff,
  answerHandOff,
  declineHandOff,
  type HandOff,
  withdrawHandOff,
} from '@bellwether/contract/desk.ts'
import { Button, Checkbox, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { useDraft } from './draft.ts'
import styles from './hand-off-card.module.css'

/** What can be done about a question, in place: the asked team acknowledges, answers, declines; support takes it back. */
export function HandOffActions({ handOff }: { handOff: HandOff }) {
  const [writing, setWriting] = useState<'answer' | 'decline' | null>(null)
  const acknowledge = useWrite(acknowledgeHandOff, { refreshes: ['/api/desk'] })
  const withdraw = useWrite(withdrawHandOff, { refreshes: ['/api/desk'] })
  if (writing === 'answer') return <AnswerForm handOff={handOff} onClose={() => setWriting(null)} />
  if (writing === 'decline') return <DeclineForm handOff={handOff} onClose={() => setWriting(null)} />
  return (
    <div className={styles.actions}>
      {handOff.state === 'asked' && (
        <Button
          size="xs"
          variant="default"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ params: { id: handOff.id } })}
        >
          Acknowledge
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => setWriting('answer')}>
        Answer
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => setWriting('decline')}>
        Decline
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ params: { id: handOff.id } })}
      >
        Take back
      </Button>
    </div>
  )
}

interface FormProps {
  handOff: HandOff
  onClose: () => void
}

function AnswerForm({ handOff, onClose }: FormProps) {
  const [text, setText] = useDraft(handOff.id, 'answer')
  const [toCustomer, setToCustomer] = useState(false)
  const answer = useWrite(answerHandOff, { refreshes: ['/api/desk'], showsProblem: true, onDone: () => setText('') })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        answer.mutate({ params: { id: handOff.id }, body: { text, toCustomer } })
      }}
    >
      <Textarea
        label={toCustomer ? 'Answer to the customer' : 'Answer to support'}
        description="The ticket returns to support by itself."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        required
        autoFocus
      />
      {handOff.mayReplyToCustomer && (
        <Checkbox
          label="Send it to the customer as well, and to everyone who takes part in the ticket"
          checked={toCustomer}
          onChange={(event) => setToCustomer(event.currentTarget.checked)}
        />
      )}
      {answer.error !== null && <ProblemView error={answer.error} />}
      <FormButtons send={toCustomer ? 'Answer the customer' : 'Answer'} isBusy={answer.isPending} onClose={onClose} />
    </form>
  )
}

function DeclineForm({ handOff, onClose }: FormProps) {
  const form = useForm({ initialValues: { reason: '' } })
  const decline = useWrite(declineHandOff, { refreshes: ['/api/desk'], showsProblem: true })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={form.onSubmit((body) =>
        decline.mutate(
          { params: { id: handOff.id }, body },
          { onError: (error) => landOnFields(error, form, ['reason']) },
        ),
      )}
    >
      <Textarea
        label="Why the team declines"
        description="Support reads this and decides what to do next."
        required
        autoFocus
        {...form.getInputProps('reason')}
      />
      {decline.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={decline.error} />}
      <FormButtons send="Decline" isBusy={decline.isPending} onClose={onClose} />
    </form>
  )
}

function FormButtons({ send, isBusy, onClose }: { send: string; isBusy: boolean; onClose: () => void }) {
  return (
    <div className={styles.actions}>
      <Button size="xs" type="submit" loading={isBusy}>
        {send}
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        Cancel
      </Button>
    </div>
  )
}
