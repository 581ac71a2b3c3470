import { addRota, changeRota, listRotas, type Rota } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { fieldValueOf } from '../ui/instants.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t, translated } from '../ui/words.ts'
import { PeopleInTurn } from './people-in-turn.tsx'
import { browserZone, zones } from '../ui/zones.ts'

/** Adds a rota, to this team or to one that is chosen, or changes the one given. */
export function RotaDialog({ rota, team }: { rota: Rota | null; team?: Rota['team'] }) {
  const [isOpen, dialog] = useDisclosure(false)
  const words = rota === null ? t`Add a rota${team === undefined ? '' : ` ${t`to ${team.name}`}`}` : t`Change`
  const title = rota === null ? words : t`${rota.name} of ${rota.team.name}`
  return (
    <>
      <Button
        size={rota === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        style={{ justifySelf: 'start' }}
        aria-label={rota === null ? words : t`Change the rota ${title}`}
      >
        {rota === null ? t`Add a rota` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title}>
        <RotaForm rota={rota} team={team} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const fields = ['name', 'timeZone', 'turn', 'handOverTime', 'startsOn', 'people', 'team']

const blank = {
  team: null as string | null,
  name: t`On call`,
  timeZone: browserZone,
  turn: 'weekly' as Rota['turn'],
  handOverTime: '09:00',
  startsOn: '',
  people: [] as string[],
}

function valuesOf(rota: Rota | null, given: { team: Rota['team'] | undefined; today: string }): typeof blank {
  if (rota !== null) return { ...rota, team: rota.team.slug, people: rota.people.map((person) => person.id) }
  const begun = { ...blank, startsOn: given.today }
  // Beside another rota of the team this one has to be told apart.
  return given.team === undefined ? begun : { ...begun, team: given.team.slug, name: '' }
}

interface RotaFormProps {
  rota: Rota | null
  team: Rota['team'] | undefined
  onClose: () => void
}

function RotaForm({ rota, team: given, onClose }: RotaFormProps) {
  const teams = useQuery(ask(listTeams))
  const [read, zone] = [useClockRead(), useZone()]
  const form = useForm({
    initialValues: valuesOf(rota, { team: given, today: fieldValueOf(read(), zone).slice(0, 10) }),
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const options = { refreshes: [listRotas.path], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addRota, options), useWrite(changeRota, options)]
  const error = add.error ?? change.error
  const send = form.onSubmit(({ team, name, timeZone, turn, handOverTime, startsOn, people: ids }) => {
    const body = { name, timeZone, turn, handOverTime, startsOn, people: ids }
    const land = { onError: (problem: Error) => landOnFields(problem, form, fields) }
    if (rota === null) add.mutate({ body: { ...body, team: team ?? '' } }, land)
    else change.mutate({ params: { id: rota.id }, body }, land)
  })
  const asksTeam = rota === null && given === undefined
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      {asksTeam && (
        <Select
          label={t`Team`}
          data={(teams.data?.items ?? []).map((team) => ({ value: team.slug, label: team.name }))}
          required
          data-autofocus
          {...form.getInputProps('team')}
        />
      )}
      <TextInput
        label={t`Name`}
        placeholder={t`Nights`}
        required
        data-autofocus={!asksTeam || undefined}
        {...form.getInputProps('name')}
      />
      <PeopleInTurn
        people={rota?.people ?? []}
        value={form.values.people}
        onChange={(ids) => form.setFieldValue('people', ids)}
        error={form.errors.people}
      />
      <Select
        label={t`Turn`}
        data={['daily', 'weekly'].map((value) => ({ value, label: translated(value) }))}
        {...form.getInputProps('turn')}
      />
      <TextInput
        label={t`Hand-over time`}
        description={t`HH:MM on the wall clock of the zone.`}
        {...form.getInputProps('handOverTime')}
      />
      <Select label={t`Time zone`} data={zones} searchable {...form.getInputProps('timeZone')} />
      <TextInput type="date" label={t`First day of the first person`} {...form.getInputProps('startsOn')} />
      <FormFoot error={error} form={form} isBusy={add.isPending || change.isPending} onCancel={onClose}>
        {t`Save the rota`}
      </FormFoot>
    </form>
  )
}
