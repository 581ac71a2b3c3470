import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ProblemView } from '../ui/problem-view.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { useDraft, type WordKind } from './draft.ts'
import styles from './hand-off-card.module.css'

export interface AnswerValues {
  text: string
  toCustomer: boolean
  todo: string
}

interface FormProps<Values> {
  handOffId: string
  isBusy: boolean
  error: Error | null
  onSend: (values: Values, done: () => void) => void
  onClose: () => void
}

interface AnswerFormProps extends FormProps<AnswerValues> {
  mayReplyToCustomer: boolean
}

/** The answer of the asked team, and what it still does afterwards. What is written is kept until it is sent. */
export function AnswerForm({ handOffId, mayReplyToCustomer, isBusy, error, onSend, onClose }: AnswerFormProps) {
  const [text, setText] = useDraft(handOffId, 'answer')
  const [toCustomer, setToCustomer] = useState(false)
  const [todo, setTodo] = useState('')
  return (
    <form
      noValidate
      data-asking
      className={styles.form}
      onKeyDown={sendOnKey}
      onSubmit={(event) => {
        event.preventDefault()
        onSend({ text, toCustomer, todo }, () => setText(''))
      }}
    >
      <Textarea
        label={toCustomer ? t`Answer to the customer` : t`Answer to support`}
        description={t`The ticket returns to support by itself.`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minRows={3}
        required
        autoFocus
      />
      {mayReplyToCustomer && (
        <Checkbox
          label={t`Send it to the customer as well, and to everyone who takes part in the ticket`}
          checked={toCustomer}
          onChange={(event) => setToCustomer(event.currentTarget.checked)}
        />
      )}
      <TextInput
        label={t`What you still have to do`}
        description={t`Stays in your team’s inbox until it is done, whatever becomes of the ticket.`}
        value={todo}
        onChange={(event) => setTodo(event.currentTarget.value)}
      />
      {error !== null && <ProblemView error={error} />}
      <FormButtons send={toCustomer ? t`Answer the customer` : t`Answer`} isBusy={isBusy} onClose={onClose} />
    </form>
  )
}

interface WordFormProps extends FormProps<string> {
  kind: WordKind
  label: string
  description: string
  send: string
}

/** One word about a question: asked back, replied, declined or noted. */
export function WordForm({ handOffId, kind, label, description, send, isBusy, error, onSend, onClose }: WordFormProps) {
  const [text, setText] = useDraft(handOffId, kind)
  return (
    <form
      noValidate
      data-asking
      className={styles.form}
      onKeyDown={sendOnKey}
      onSubmit={(event) => {
        event.preventDefault()
        onSend(text, () => setText(''))
      }}
    >
      <Textarea
        label={label}
        description={description}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        required
        autoFocus
      />
      {error !== null && <ProblemView error={error} />}
      <FormButtons send={send} isBusy={isBusy} onClose={onClose} />
    </form>
  )
}

export function FormButtons({ send, isBusy, onClose }: { send: string; isBusy: boolean; onClose: () => void }) {
  return (
    <div className={styles.actions}>
      <Button size="xs" type="submit" loading={isBusy}>
        {send}
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        {t`Cancel`}
      </Button>
    </div>
  )
}
