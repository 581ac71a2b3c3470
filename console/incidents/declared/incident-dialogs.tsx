import {
  decideOnIncident,
  type Decision,
  decisions,
  chooseSeverity,
  type Incident,
  listIncidents,
  mergeIncident,
  reopenIncident,
  severities,
  type Severity,
  splitIncident,
} from '@bellwether/contract/incidents-declared.ts'
import { Checkbox, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { partsOf } from './incident.commands.ts'
import { severityWords } from './severity-mark.tsx'

interface DialogProps {
  incident: Incident
  isOpen: boolean
  onClose: () => void
}

type FormProps = Omit<DialogProps, 'isOpen'>

const refreshes = ['/api/incidents']
const stacked = { display: 'grid', gap: 14 }
const needsReason = { reason: (reason: string) => (reason.trim() === '' ? t`Say why.` : null) }

const decisionWords: Readonly<Record<Decision, { label: string; about: string }>> = {
  publish: {
    label: t`Publish it`,
    about: t`On your status page. Nothing is published from here: this keeps the decision.`,
  },
  individual: { label: t`Tell those who are hit, one by one`, about: t`In their own tickets, with their own numbers.` },
  nothing: { label: t`Tell nobody`, about: t`Nobody noticed, or telling would help nobody.` },
}

export const decisionLabel = (kind: Decision): string => decisionWords[kind].label

/** Support decides what customers read, with the reason, which is kept. */
export function DecideDialog({ isOpen, ...props }: DialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`What do customers read about it?`}>
      <DecideForm {...props} />
    </FormModal>
  )
}

function DecideForm({ incident, onClose }: FormProps) {
  const decide = useWrite(decideOnIncident, { refreshes, showsProblem: true, onDone: onClose })
  const form = useForm({
    initialValues: {
      kind: incident.decision?.kind ?? incident.decisionByPolicy,
      reason: incident.decision?.reason ?? '',
    },
    validate: needsReason,
  })
  return (
    <form
      noValidate
      style={stacked}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit((body) => decide.mutate({ params: { id: incident.id }, body }))}
    >
      <Radio.Group label={t`What they read`} {...form.getInputProps('kind')}>
        <Stack gap={8} mt={6}>
          {decisions.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={
                kind === incident.decisionByPolicy
                  ? t`${decisionWords[kind].label}, as the policy says`
                  : decisionWords[kind].label
              }
              description={decisionWords[kind].about}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t`Why?`}
        description={t`Kept with your name: whoever asks later reads it.`}
        autosize
        minRows={2}
        maxLength={2000}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <FormFoot error={decide.error} form={form} isBusy={decide.isPending} onCancel={onClose}>
        {t`Decide`}
      </FormFoot>
    </form>
  )
}

/** Chooses another severity than the rule gives, with the reason, or leaves it to the rule. */
export function SeverityDialog({ isOpen, ...props }: DialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`How severe is it?`}>
      <SeverityForm {...props} />
    </FormModal>
  )
}

const byRule = 'rule'

function SeverityForm({ incident, onClose }: FormProps) {
  const choose = useWrite(chooseSeverity, { refreshes, showsProblem: true, onDone: onClose })
  const form = useForm({
    initialValues: {
      severity: (incident.severityChosen === null ? byRule : incident.severity) as Severity | typeof byRule,
      reason: incident.severityChosen?.reason ?? '',
    },
    validate: (values) => (values.severity === byRule ? {} : { reason: needsReason.reason(values.reason) }),
  })
  const { severity } = form.values
  return (
    <form
      noValidate
      style={stacked}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit(({ severity, reason }) =>
        choose.mutate({
          params: { id: incident.id },
          body: { chosen: severity === byRule ? null : { severity, reason } },
        }),
      )}
    >
      <Radio.Group label={t`Severity`} {...form.getInputProps('severity')}>
        <Stack gap={8} mt={6}>
          <Radio
            value={byRule}
            label={t`As the rule says: ${incident.severityByRule.toUpperCase()}`}
            description={t`By whom it hits; it rises by itself and never falls.`}
          />
          {severities.map((one) => (
            <Radio key={one} value={one} label={severityWords[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {severity !== byRule && (
        <Textarea label={t`Why?`} autosize minRows={2} maxLength={2000} required {...form.getInputProps('reason')} />
      )}
      <FormFoot error={choose.error} form={form} isBusy={choose.isPending} onCancel={onClose}>
        {t`Choose`}
      </FormFoot>
    </form>
  )
}

/** Opens a closed incident again, with the reason. */
export function ReopenDialog({ isOpen, ...props }: DialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`Open it again?`}>
      <ReopenForm {...props} />
    </FormModal>
  )
}

function ReopenForm({ incident, onClose }: FormProps) {
  const reopen = useWrite(reopenIncident, { refreshes, showsProblem: true, onDone: onClose })
  const form = useForm({ initialValues: { reason: '' }, validate: needsReason })
  return (
    <form
      noValidate
      style={stacked}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit((body) => reopen.mutate({ params: { id: incident.id }, body }))}
    >
      <Textarea
        label={t`Why?`}
        autosize
        minRows={2}
        maxLength={2000}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <FormFoot error={reopen.error} form={form} isBusy={reopen.isPending} onCancel={onClose}>
        {t`Open it again`}
      </FormFoot>
    </form>
  )
}

/** Merges it into another that goes on. */
export function MergeIncidentDialog({ isOpen, ...props }: DialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`Into which incident?`}>
      <MergeForm {...props} />
    </FormModal>
  )
}

function MergeForm({ incident, onClose }: FormProps) {
  const navigate = useNavigate()
  const open = useQuery(ask(listIncidents, { query: { open: true, limit: 200 } })).data?.items ?? []
  const merge = useWrite(mergeIncident, {
    refreshes,
    showsProblem: true,
    onDone: ({ id }) => void navigate({ to: '/incidents/$id', params: { id } }),
  })
  const form = useForm({
    initialValues: { into: null as string | null },
    validate: { into: (into) => (into === null ? t`Choose an incident.` : null) },
  })
  return (
    <form
      noValidate
      style={stacked}
      onSubmit={form.onSubmit(({ into }) =>
        merge.mutate(
          { params: { id: incident.id }, body: { into: into ?? '' } },
          { onError: (error) => landOnFields(error, form, ['into']) },
        ),
      )}
    >
      <Select
        label={t`Incident`}
        description={t`It gets all that is here, with the time line; this one is closed.`}
        data={open
          .filter(({ id }) => id !== incident.id)
          .map(({ id, number, title }) => ({ value: id, label: `I${number} ${title}` }))}
        searchable
        nothingFoundMessage={t`No other incident goes on.`}
        data-autofocus
        {...form.getInputProps('into')}
      />
      <FormFoot error={merge.error} form={form} isBusy={merge.isPending} onCancel={onClose}>
        {t`Merge`}
      </FormFoot>
    </form>
  )
}

/** Makes another incident of some of its parts. */
export function SplitDialog({ isOpen, ...props }: DialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`What is another incident?`}>
      <SplitForm {...props} />
    </FormModal>
  )
}

function SplitForm({ incident, onClose }: FormProps) {
  const navigate = useNavigate()
  const split = useWrite(splitIncident, {
    refreshes,
    showsProblem: true,
    onDone: ({ id }) => void navigate({ to: '/incidents/$id', params: { id } }),
  })
  const form = useForm({
    initialValues: { title: '', parts: [] as string[] },
    validate: {
      title: (title) => (title.trim().length < 3 ? t`Name what is broken in one line.` : null),
      parts: (parts) => (parts.length === 0 ? t`Choose what goes.` : null),
    },
  })
  const all = partsOf(incident)
  return (
    <form
      noValidate
      style={stacked}
      onSubmit={form.onSubmit(({ title, parts }) =>
        split.mutate({
          params: { id: incident.id },
          body: { title, parts: all.filter(({ id }) => parts.includes(id)).map(({ kind, id }) => ({ kind, id })) },
        }),
      )}
    >
      <TextInput label={t`What is broken?`} maxLength={300} required data-autofocus {...form.getInputProps('title')} />
      <Checkbox.Group
        label={t`What goes there`}
        description={t`Its lines of the time line go with it.`}
        {...form.getInputProps('parts')}
      >
        <Stack gap={6} mt={6}>
          {all.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <FormFoot error={split.error} form={form} isBusy={split.isPending} onCancel={onClose}>
        {t`Split it off`}
      </FormFoot>
    </form>
  )
}
