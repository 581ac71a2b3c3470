import type { Act, Ticket } from '@bellwether/contract/desk.ts'
import { Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { Mark } from '../ui/mark.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { NamedClock, nearestClock } from './ticket-clocks.tsx'

const outcomes = [
  { value: 'linked-article', label: t`An article already says it`, needs: 'url' },
  { value: 'edited-article', label: t`I changed an article`, needs: 'url' },
  { value: 'written-article', label: t`I wrote one now`, needs: 'url' },
  { value: 'forum-answer', label: t`I answered it in the community`, needs: 'url' },
  { value: 'not-needed', label: t`It needs no document`, needs: 'reason' },
  { value: 'not-yet', label: t`Not yet: keep it as doc debt`, needs: null },
] as const
type Outcome = (typeof outcomes)[number]['value']
type DocumentationInput = NonNullable<Extract<Act, { kind: 'resolve' }>['documentation']>

interface ResolveFormProps {
  ticket: Ticket
  /** What it does, in words. */
  action: string
  /** The customer hears from us with it. */
  isAnswered?: boolean
  error?: Error | null
  isBusy?: boolean
  /** What else can be chosen. */
  besides?: ReactNode
  onClose: () => void
  /** null: it is doc debt. */
  onDocumentation: (documentation: DocumentationInput | null, onError: (error: Error) => void) => void
}

interface Answer {
  outcome: Outcome
  url: string
  reason: string
}

const documentationOf = ({ outcome, url, reason }: Answer): DocumentationInput | null =>
  outcome === 'not-yet'
    ? null
    : { outcome, url: outcome === 'not-needed' ? null : url, reason: outcome === 'not-needed' ? reason : null }

const needOf = (outcome: Outcome) => outcomes.find((one) => one.value === outcome)?.needs ?? null

/** Documentation is the last step of a ticket; "not yet" is an honest answer and is remembered. */
export function ResolveForm({ error = null, isBusy = false, isAnswered = false, ...props }: ResolveFormProps) {
  const isOpen = props.ticket.state === 'open'
  const form = useForm<Answer>({
    initialValues: { outcome: isOpen ? 'not-yet' : 'linked-article', url: '', reason: '' },
    validate: {
      url: (value, { outcome }) =>
        needOf(outcome) === 'url' && !URL.canParse(value) ? t`Give the whole address, with https://` : null,
      reason: (value, { outcome }) =>
        needOf(outcome) === 'reason' && value.trim() === '' ? t`Say why in a few words.` : null,
    },
  })
  const send = form.onSubmit((answer) =>
    props.onDocumentation(documentationOf(answer), (problem) =>
      landOnFields(problem, form, ['url', 'reason', 'outcome']),
    ),
  )
  const need = needOf(form.values.outcome)
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      {isOpen && <StillOpen ticket={props.ticket} isAnswered={isAnswered} />}
      <Radio.Group label={t`Is the answer written down?`} {...form.getInputProps('outcome')}>
        <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
          {outcomes
            .filter(({ value }) => isOpen || value !== 'not-yet')
            .map(({ value, label }) => (
              <Radio
                key={value}
                value={value}
                label={label}
                data-autofocus={value === form.values.outcome || undefined}
              />
            ))}
        </div>
      </Radio.Group>
      {need === 'url' && (
        <TextInput
          label={t`Where it is`}
          placeholder="https://docs.example.com/…"
          required
          {...form.getInputProps('url')}
        />
      )}
      {need === 'reason' && (
        <Textarea label={t`Why it needs none`} minRows={2} required {...form.getInputProps('reason')} />
      )}
      {props.besides}
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={props.onClose}>
        {props.action}
      </FormFoot>
    </form>
  )
}

/** Who is still asked, and whether the customer waits for a word. */
function StillOpen({ ticket, isAnswered }: { ticket: Ticket; isAnswered: boolean }) {
  const { teams, privateTeams } = ticket.waitingOn
  const asked = [...teams.map(({ name }) => name), ...(privateTeams > 0 ? [t`Somebody in private`] : [])].join(', ')
  const owed = isAnswered ? null : nearestClock(ticket.clocks, 'customer')
  return (
    <>
      {asked !== '' && (
        <p>
          <Mark tone="warn" icon="warning" isSentence>
            {t`${asked} is still asked: wait for the answer, or take the question back first`}
          </Mark>
        </p>
      )}
      {owed !== null && (
        <p>
          <Mark tone="warn" icon="warning" isSentence>
            {t`The customer still waits for a word from us`}
          </Mark>{' '}
          <NamedClock clock={owed} withLabel />
        </p>
      )}
    </>
  )
}
