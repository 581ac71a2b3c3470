import { listTeams } from '@bellwether/contract/people.ts'
import { addProbe, changeProbe, listLocations, type Probe } from '@bellwether/contract/probes.ts'
import { Checkbox, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnPaths } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t } from '../ui/words.ts'
import { CheckFields, MoreOf } from './check-fields.tsx'
import { fieldAt, probeOf, type ProbeValues, valuesOf } from './probe-values.ts'
import { placeOf } from './target-words.ts'
import { TryCheck } from './try-check.tsx'
import styles from './probe-form.module.css'

interface ProbeFormProps {
  /** null: a new one. */
  probe: Probe | null
  onClose: () => void
}

/** Adds a probe or changes one; what it looks at can be tried before. */
export function ProbeForm({ probe, onClose }: ProbeFormProps) {
  const form = useForm<ProbeValues>({
    initialValues: valuesOf(probe),
    validate: {
      name: (name) => (name.trim() === '' ? t`Give it a name.` : null),
      team: (team) => (team === null ? t`Choose the team.` : null),
      locations: (locations) => (locations.length === 0 ? t`Choose one at least.` : null),
    },
  })
  const how = { refreshes: ['/api/probes'], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addProbe, how), useWrite(changeProbe, how)]
  const land = (error: Error): void => landOnPaths(error, form, fieldAt)
  const send = form.onSubmit((values) => {
    const body = probeOf(values)
    if (probe === null) add.mutate({ body }, { onError: land })
    else change.mutate({ params: { id: probe.id }, body }, { onError: land })
  })
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <WhoFields form={form} />
      <SegmentedControl
        aria-label={t`What is looked at`}
        data={[
          { value: 'http', label: t`Web address` },
          { value: 'tcp', label: t`Port` },
          { value: 'dns', label: t`DNS record` },
        ]}
        {...form.getInputProps('kind')}
      />
      <CheckFields form={form} />
      <TryCheck values={form.values} onRefused={land} />
      <RhythmFields form={form} />
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={onClose}
      >
        {probe === null ? t`Add the probe` : t`Save`}
      </FormFoot>
    </form>
  )
}

function WhoFields({ form }: { form: UseFormReturnType<ProbeValues> }) {
  const teams = useQuery(ask(listTeams))
  return (
    <div className={styles.side}>
      <TextInput
        label={t`Name`}
        placeholder={t`Front page`}
        required
        data-autofocus
        maxLength={100}
        {...form.getInputProps('name')}
      />
      <Select
        label={t`Team that it pages`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        {...form.getInputProps('team')}
      />
    </div>
  )
}

function RhythmFields({ form }: { form: UseFormReturnType<ProbeValues> }) {
  const units = [
    { value: 'seconds', label: t`seconds` },
    { value: 'minutes', label: t`minutes` },
    { value: 'hours', label: t`hours` },
  ]
  return (
    <>
      <div className={styles.side}>
        <NumberInput label={t`Look every`} min={1} required {...form.getInputProps('every')} />
        <Select label={t`Unit`} data={units} allowDeselect={false} {...form.getInputProps('unit')} />
        <NumberInput
          label={t`Down after failed looks in a row`}
          min={1}
          max={10}
          required
          {...form.getInputProps('tries')}
        />
      </div>
      <LocationsField form={form} />
      <MoreOf
        title={t`Time-out, and where it stands in the evidence`}
        form={form}
        fields={['timeoutSeconds', 'service', 'site']}
      >
        <div className={styles.side}>
          <NumberInput
            label={t`Wait for an answer, seconds`}
            min={1}
            max={15}
            {...form.getInputProps('timeoutSeconds')}
          />
          <TextInput label={t`Service in the evidence`} maxLength={100} {...form.getInputProps('service')} />
          <TextInput
            label={t`Site in the evidence`}
            description={t`Empty: the host that is looked at`}
            maxLength={253}
            {...form.getInputProps('site')}
          />
        </div>
      </MoreOf>
    </>
  )
}

/** From where it is looked at, once there is more than one place. */
function LocationsField({ form }: { form: UseFormReturnType<ProbeValues> }) {
  // That one is heard of for the first time is announced to nobody.
  const locations = useQuery({ ...ask(listLocations), refetchOnMount: 'always' }).data?.items ?? []
  const names = new Set([...locations.map(({ name }) => name), ...form.values.locations])
  if (names.size < 2) return null
  return (
    <Checkbox.Group
      label={t`Looked at from`}
      description={t`It is down when most of those say so that looked lately`}
      {...form.getInputProps('locations')}
    >
      <div className={styles.places}>
        {[...names].map((name) => (
          <Checkbox key={name} value={name} label={placeOf(name)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
