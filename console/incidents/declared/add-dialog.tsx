import { getTicket } from '@bellwether/contract/desk.ts'
import { addIncidentPart, type Incident, type IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { listReports } from '@bellwether/contract/incidents.ts'
import { listPages } from '@bellwether/contract/pager-pages.ts'
import { signalTitle } from '@bellwether/contract/signal-title.ts'
import { listSignals } from '@bellwether/contract/signals.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { call, ProblemError } from '../../call.ts'
import { ask } from '../../call.query.ts'
import { showProblem, useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t, translated } from '../../ui/words.ts'

interface AddDialogProps {
  incident: Incident
  isOpen: boolean
  onClose: () => void
}

/** Adds what belongs to it: a report, a signal or a page that goes on, or a ticket by its number. */
export function AddDialog({ isOpen, ...props }: AddDialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`What belongs to it?`}>
      <AddForm {...props} />
    </FormModal>
  )
}

function AddForm({ incident, onClose }: Omit<AddDialogProps, 'isOpen'>) {
  const add = useWrite(addIncidentPart, { refreshes: ['/api/incidents'], showsProblem: true, onDone: onClose })
  const form = useForm({
    initialValues: { part: null as string | null, ticket: '' },
    validate: {
      part: (part, { ticket }) => (part === null && ticket.trim() === '' ? t`Choose one, or name a ticket.` : null),
      ticket: (ticket) => (/^\s*#?\d{0,9}\s*$/.test(ticket) ? null : t`Write the number of a ticket, such as 161.`),
    },
  })
  const groups = useOffered(incident)
  const addPart = (body: IncidentPart): void =>
    add.mutate(
      { params: { id: incident.id }, body },
      { onError: (error) => landOnFields(error, form, ['part', 'ticket']) },
    )
  const addTicket = async (number: string): Promise<void> => {
    try {
      const { id } = await call(getTicket, { params: { id: number } })
      addPart({ kind: 'ticket', id })
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 404) return showProblem(error)
      form.setFieldError('ticket', t`There is no such ticket.`)
    }
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 14 }}
      onSubmit={form.onSubmit(({ part, ticket }) => {
        const [kind, id] = (part ?? '').split(' ')
        if (id === undefined) return void addTicket(ticket.replaceAll(/[#\s]/g, ''))
        addPart({ kind: kind as IncidentPart['kind'], id })
      })}
    >
      <Select
        label={t`Report, signal or page`}
        data={groups}
        searchable
        clearable
        nothingFoundMessage={t`None goes on that is called so.`}
        data-autofocus
        {...form.getInputProps('part')}
      />
      <TextInput
        label={t`Or the number of a ticket`}
        maxLength={12}
        disabled={form.values.part !== null}
        {...form.getInputProps('ticket')}
      />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add it`}
      </FormFoot>
    </form>
  )
}

/** What goes on and is not here yet. */
function useOffered(incident: Incident) {
  const reports = useQuery(ask(listReports, { query: { limit: 100 } })).data?.items ?? []
  const signals = useQuery(ask(listSignals, { query: { open: true, limit: 100 } })).data?.items ?? []
  const pages = useQuery(ask(listPages, { query: { limit: 100 } })).data?.items ?? []
  const open = reports.filter(({ state }) => !isOver(state))
  const here = new Set(incident.parts.map(({ id }) => id))
  const optionsOf = (kind: IncidentPart['kind'], items: readonly { id: string; name: string }[]) =>
    items.filter(({ id }) => !here.has(id)).map(({ id, name }) => ({ value: `${kind} ${id}`, label: name }))
  return [
    {
      group: t`Trouble reports`,
      items: optionsOf(
        'report',
        open.map(({ id, number, title }) => ({ id, name: `R${number} ${title}` })),
      ),
    },
    {
      group: t`Signals`,
      items: optionsOf(
        'signal',
        signals.map((signal) => ({ id: signal.id, name: signalTitle(signal) })),
      ),
    },
    {
      group: t`Pages`,
      items: optionsOf(
        'page',
        pages.filter(({ state }) => state !== 'resolved').map(({ id, title }) => ({ id, name: translated(title) })),
      ),
    },
  ]
}
