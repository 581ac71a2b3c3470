import { addTeam, listTeams } from '@bellwether/contract/people.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { DataTable } from '../ui/data-table.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { slugOf } from './slug-of.ts'

export function TeamList({ canEdit }: { canEdit: boolean }) {
  const teams = useQuery(ask(listTeams))
  return (
    <Sheet title="Teams" about="Support stays on a ticket; the other teams are asked about it.">
      <Loaded query={teams}>
        {({ items }) => (
          <DataTable
            label="Teams"
            isStackedWhenNarrow
            rows={items}
            keyOf={(team) => team.id}
            columns={[
              { head: 'Team', cell: (team) => <strong style={{ fontWeight: 540 }}>{team.name}</strong> },
              { head: 'Address', cell: (team) => <code>/teams/{team.slug}</code> },
              { head: 'People', cell: (team) => team.people.map((person) => person.name).join(', ') || 'nobody' },
            ]}
          />
        )}
      </Loaded>
      {canEdit && <NewTeamForm />}
    </Sheet>
  )
}

function NewTeamForm() {
  const form = useForm({ initialValues: { name: '' } })
  const add = useWrite(addTeam, { refreshes: ['/api/people/teams'], showsProblem: true, onDone: () => form.reset() })
  return (
    <form
      noValidate
      style={{ display: 'flex', gap: 8, alignItems: 'flex-start', marginTop: 12, flexWrap: 'wrap' }}
      onSubmit={form.onSubmit(({ name }) =>
        add.mutate(
          { body: { name, slug: slugOf(name, 'team') } },
          { onError: (error) => landOnFields(error, form, ['name', 'slug']) },
        ),
      )}
    >
      <TextInput
        aria-label="Name of a new team"
        placeholder="Name of a new team"
        required
        {...form.getInputProps('name')}
        error={form.errors.name ?? form.errors.slug}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add the team
      </Button>
      {add.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={add.error} />}
    </form>
  )
}
