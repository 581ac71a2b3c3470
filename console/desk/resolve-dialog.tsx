import { documentTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { Modal, Radio, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { Mark } from '../ui/mark.tsx'
import { useAct } from './acts/use-act.tsx'
import { NamedClock, nearestClock } from './ticket-clocks.tsx'

const outcomes = [
  { value: 'linked-article', label: 'An article already says it', needs: 'url' },
  { value: 'edited-article', label: 'I changed an article', needs: 'url' },
  { value: 'written-article', label: 'I wrote one now', needs: 'url' },
  { value: 'forum-answer', label: 'I answered it in the community', needs: 'url' },
  { value: 'not-needed', label: 'It needs no document', needs: 'reason' },
  { value: 'not-yet', label: 'Not yet: keep it as doc debt', needs: null },
] as const
type Outcome = (typeof outcomes)[number]['value']

interface ResolveDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Documentation is the last step of a ticket; "not yet" is an honest answer and is remembered. */
export function ResolveDialog(props: ResolveDialogProps) {
  const title = props.ticket.state === 'open' ? `Resolve #${props.ticket.number}` : `Document #${props.ticket.number}`
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={title}>
      <ResolveForm {...props} />
    </Modal>
  )
}

interface Answer {
  outcome: Outcome
  url: string
  reason: string
}

const documentationOf = ({ outcome, url, reason }: Answer) =>
  outcome === 'not-yet'
    ? null
    : { outcome, url: outcome === 'not-needed' ? null : url, reason: outcome === 'not-needed' ? reason : null }

const needOf = (outcome: Outcome) => outcomes.find((one) => one.value === outcome)?.needs ?? null

function useResolveForm({ ticket, onClose }: ResolveDialogProps) {
  const isOpen = ticket.state === 'open'
  const form = useForm<Answer>({
    initialValues: { outcome: isOpen ? 'not-yet' : 'linked-article', url: '', reason: '' },
    validate: {
      url: (value, { outcome }) =>
        needOf(outcome) === 'url' && !URL.canParse(value) ? 'Give the whole address, with https://' : null,
      reason: (value, { outcome }) =>
        needOf(outcome) === 'reason' && value.trim() === '' ? 'Say why in a few words.' : null,
    },
  })
  const options = { showsProblem: true, onDone: onClose }
  const resolve = useAct(options)
  const document = useWrite(documentTicket, { ...options, refreshes: ['/api/desk'] })
  const onError = (error: Error): void => landOnFields(error, form, ['url', 'reason', 'outcome'])
  const send = form.onSubmit((answer) => {
    const documentation = documentationOf(answer)
    const params = { id: ticket.id }
    if (isOpen) resolve.run({ kind: 'resolve', documentation }, { ids: [ticket.id] }, onError)
    else if (documentation !== null) document.mutate({ params, body: documentation }, { onError })
  })
  return { form, send, isOpen, error: resolve.error ?? document.error, isBusy: resolve.isBusy || document.isPending }
}

function ResolveForm(props: ResolveDialogProps) {
  const { form, send, isOpen, error, isBusy } = useResolveForm(props)
  const need = needOf(form.values.outcome)
  const { teams, privateTeams } = props.ticket.waitingOn
  const asked = [...teams.map(({ name }) => name), ...(privateTeams > 0 ? ['Somebody in private'] : [])].join(', ')
  const owed = nearestClock(props.ticket.clocks, 'customer')
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      {isOpen && asked !== '' && (
        <p>
          <Mark tone="warn" icon="warning" isSentence>
            {asked} is still asked: wait for the answer, or take the question back first
          </Mark>
        </p>
      )}
      {isOpen && owed !== null && (
        <p>
          <Mark tone="warn" icon="warning" isSentence>
            The customer still waits for a word from us
          </Mark>{' '}
          <NamedClock clock={owed} withLabel />
        </p>
      )}
      <Radio.Group label="Is the answer written down?" {...form.getInputProps('outcome')}>
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
          label="Where it is"
          placeholder="https://docs.example.com/…"
          required
          {...form.getInputProps('url')}
        />
      )}
      {need === 'reason' && (
        <Textarea label="Why it needs none" minRows={2} required {...form.getInputProps('reason')} />
      )}
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={props.onClose}>
        {isOpen ? 'Resolve' : 'Save'}
      </FormFoot>
    </form>
  )
}
