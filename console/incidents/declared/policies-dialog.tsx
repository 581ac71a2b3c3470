import {
  decisions,
  type IncidentPolicy,
  listIncidentPolicies,
  setIncidentPolicy,
} from '@bellwether/contract/incidents-declared.ts'
import { Button, Group, NativeSelect, NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { decisionLabel } from './incident-dialogs.tsx'
import { severityWords } from './severity-mark.tsx'

/** How soon and how often whoever waits hears, and what customers read by default, by severity. */
export function PoliciesDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const policies = useQuery({ ...ask(listIncidentPolicies), enabled: isOpen }).data?.items
  return (
    <FormModal opened={isOpen} onClose={onClose} title={t`What is due to whoever waits`}>
      <div style={{ display: 'grid', gap: 18 }}>
        {policies?.map((policy) => (
          <PolicyForm key={policy.severity} policy={policy} />
        ))}
      </div>
    </FormModal>
  )
}

function PolicyForm({ policy: { severity, ...initialValues } }: { policy: IncidentPolicy }) {
  const form = useForm({ initialValues })
  const set = useWrite(setIncidentPolicy, {
    refreshes: ['/api/incidents'],
    onDone: ({ severity: _severity, ...saved }) => form.setInitialValues(saved),
    notice: t`Saved: incidents that go on follow it.`,
  })
  const minutes = { min: 1, max: 1440, allowDecimal: false, suffix: ` ${t`min`}`, style: { flex: '1 1 120px' } }
  return (
    <form
      aria-label={severity.toUpperCase()}
      style={{ display: 'grid', gap: 8 }}
      onSubmit={form.onSubmit((body) => set.mutate({ params: { severity }, body }))}
    >
      <strong>{severityWords[severity]}</strong>
      <Group gap={8} align="flex-end">
        <NumberInput label={t`First word after`} {...minutes} {...form.getInputProps('firstMinutes')} />
        <NumberInput label={t`Then every`} {...minutes} {...form.getInputProps('thenMinutes')} />
      </Group>
      <Group gap={8} align="flex-end">
        <NativeSelect
          label={t`What customers read, unless somebody decides otherwise`}
          data={decisions.map((kind) => ({ value: kind, label: decisionLabel(kind) }))}
          style={{ flex: '1 1 220px' }}
          {...form.getInputProps('decision')}
        />
        <Button type="submit" variant="default" loading={set.isPending} disabled={!form.isDirty()}>
          {t`Save`}
        </Button>
      </Group>
    </form>
  )
}
