import { listRotas, saveRota, type Rota } from '@bellwether/contract/pager.ts'
import { listPeople, listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, Modal, MultiSelect, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { browserZone, zones } from '../ui/zones.ts'

/** Sets the rota of a team: a new one, or the one given. */
export function RotaDialog({ rota }: { rota: Rota | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  const words = rota === null ? 'Add a rota' : 'Change'
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={dialog.open}
        style={{ justifySelf: 'start' }}
        aria-label={rota === null ? words : `Change the rota of ${rota.team.name}`}
      >
        {words}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={rota === null ? 'Add a rota' : `Rota of ${rota.team.name}`}>
        <RotaForm rota={rota} onClose={dialog.close} />
      </Modal>
    </>
  )
}

const fields = ['timeZone', 'turn', 'handOverTime', 'startsOn', 'people', 'team']

const blank = {
  team: null as string | null,
  timeZone: browserZone,
  turn: 'weekly' as Rota['turn'],
  handOverTime: '09:00',
  startsOn: new Date().toISOString().slice(0, 10),
  people: [] as string[],
}

const valuesOf = (rota: Rota | null): typeof blank =>
  rota === null ? blank : { ...rota, team: rota.team.slug, people: rota.people.map((person) => person.id) }

function RotaForm({ rota, onClose }: { rota: Rota | null; onClose: () => void }) {
  const people = useQuery(ask(listPeople))
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: valuesOf(rota),
    validate: { team: (team) => (team === null ? 'Choose the team.' : null) },
  })
  const save = useWrite(saveRota, { refreshes: [listRotas.path], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ team, timeZone, turn, handOverTime, startsOn, people: ids }) => {
    const body = { timeZone, turn, handOverTime, startsOn, people: ids }
    save.mutate({ params: { team: team ?? '' }, body }, { onError: (error) => landOnFields(error, form, fields) })
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      {rota === null && (
        <Select
          label="Team"
          data={(teams.data?.items ?? []).map((team) => ({ value: team.slug, label: team.name }))}
          required
          data-autofocus
          {...form.getInputProps('team')}
        />
      )}
      <MultiSelect
        label="People, in turn"
        description="They take turns in the order in which they are chosen."
        data={(people.data?.items ?? []).map((person) => ({ value: person.id, label: person.name }))}
        searchable
        {...form.getInputProps('people')}
      />
      <Select label="Turn" data={['daily', 'weekly']} {...form.getInputProps('turn')} />
      <TextInput
        label="Hand-over time"
        description="HH:MM on the wall clock of the zone."
        {...form.getInputProps('handOverTime')}
      />
      <Select label="Time zone" data={zones} searchable {...form.getInputProps('timeZone')} />
      <TextInput type="date" label="First day of the first person" {...form.getInputProps('startsOn')} />
      {save.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={save.error} />}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending}>
          Save the rota
        </Button>
      </Group>
    </form>
  )
}
