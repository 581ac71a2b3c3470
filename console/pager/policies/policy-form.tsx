import { listRotas, setPolicy, type TeamPolicy } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, MultiSelect, NumberInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnPaths } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { t } from '../../ui/words.ts'
import { PeopleInTurn } from '../people-in-turn.tsx'
import { fieldAt, policyOf, type PolicyValues, valuesOf } from './policy-values.ts'
import styles from './policies.module.css'

const mostSteps = 20
const rotasMax = 100

/** Writes how the pages of a team go on while nobody answers. */
export function PolicyForm({ item, onClose }: { item: TeamPolicy; onClose: () => void }) {
  const form = useForm<PolicyValues>({ initialValues: valuesOf(item.policy) })
  const set = useWrite(setPolicy, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const params = { team: item.team.slug }
  const save = form.onSubmit((values) =>
    set.mutate(
      { params, body: { policy: policyOf(values) } },
      { onError: (error) => landOnPaths(error, form, fieldAt) },
    ),
  )
  const known = [...new Map(item.ifItRangNow.flat().map((person) => [person.id, person])).values()]
  return (
    <form noValidate onSubmit={save} className={styles.form}>
      {form.values.steps.map((_, place) => (
        // Steps have no name of their own: they are told by their place.
        <StepFields key={place} form={form} place={place} known={known} knownRotas={item.rotas} />
      ))}
      {form.values.steps.length < mostSteps && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ justifySelf: 'start' }}
          onClick={() => form.insertListItem('steps', { groups: [], people: [], minutes: 10 })}
        >
          {t`Add a step`}
        </Button>
      )}
      <Group gap={8} align="start" grow>
        <NumberInput label={t`All of it again, times`} min={0} max={20} {...form.getInputProps('repeats')} />
        <NumberInput
          label={t`Then the last step every, minutes`}
          min={1}
          max={1440}
          {...form.getInputProps('againMinutes')}
        />
      </Group>
      <NumberInput
        label={t`To end it after acknowledging, minutes`}
        description={t`Then it rings again. Leave it empty where whoever acknowledges has all the time they need.`}
        min={1}
        max={1440}
        {...form.getInputProps('acknowledgementMinutes')}
      />
      {!item.isStandard && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ justifySelf: 'start' }}
          onClick={() => set.mutate({ params, body: { policy: null } })}
        >
          {t`Back to the standard`}
        </Button>
      )}
      <FormFoot error={set.error} form={form} isBusy={set.isPending} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}

interface StepFieldsProps {
  form: UseFormReturnType<PolicyValues>
  place: number
  known: TeamPolicy['ifItRangNow'][number]
  knownRotas: TeamPolicy['rotas']
}

function StepFields({ form, place, known, knownRotas }: StepFieldsProps) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const rotas = useQuery(ask(listRotas, { query: { limit: rotasMax } })).data?.items ?? []
  // What a policy names already is shown by its name, though it is none of the first.
  const named = new Map(rotas.map(({ id, name, team }) => [id, `${name} (${team.name})`]))
  for (const { id, name } of knownRotas) named.set(id, name)
  const at = `steps.${place}`
  const groups = [
    { value: 'on-call', label: t`On call for this team` },
    { value: 'team', label: t`Everyone on this team` },
    { value: 'administrators', label: t`Administrators` },
    ...teams.map(({ id, name }) => ({ value: `on-call:${id}`, label: t`On call for ${name}` })),
    ...[...named].map(([id, name]) => ({ value: `rota:${id}`, label: t`On the rota ${name}` })),
    ...teams.map(({ id, name }) => ({ value: `team:${id}`, label: t`Everyone of ${name}` })),
  ]
  return (
    <fieldset className={styles.step}>
      <legend>
        {t`Step ${place + 1}`}{' '}
        {form.values.steps.length > 1 && (
          <Button size="compact-xs" variant="default" onClick={() => form.removeListItem('steps', place)}>
            {t`Remove the step`}
          </Button>
        )}
      </legend>
      <MultiSelect label={t`It rings for`} data={groups} searchable {...form.getInputProps(`${at}.groups`)} />
      <PeopleInTurn
        label={t`And for these people`}
        people={known}
        value={form.values.steps[place]?.people ?? []}
        onChange={(ids) => form.setFieldValue(`${at}.people`, ids)}
      />
      <NumberInput
        label={t`Until the next step, minutes`}
        min={1}
        max={1440}
        {...form.getInputProps(`${at}.minutes`)}
      />
    </fieldset>
  )
}
