import { addTeam, dissolveTeam, listTeams, type Team } from '@bellwether/contract/people.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { slugOf } from './slug-of.ts'

export function TeamList({ canEdit }: { canEdit: boolean }) {
  const teams = useQuery(ask(listTeams))
  return (
    <Sheet title={t`Teams`} about={t`Support stays on a ticket; the other teams are asked about it.`}>
      <Loaded query={teams}>
        {({ items }) => (
          <DataTable
            label={t`Teams`}
            isStackedWhenNarrow
            rows={items}
            keyOf={(team) => team.id}
            columns={[
              { head: t`Team`, cell: (team) => <strong style={{ fontWeight: 540 }}>{team.name}</strong> },
              { head: t`Address`, cell: (team) => <code>/teams/{team.slug}</code> },
              { head: t`People`, cell: (team) => team.people.map((person) => person.name).join(', ') || t`nobody` },
              ...(canEdit ? [dissolving] : []),
            ]}
          />
        )}
      </Loaded>
      {canEdit && <NewTeamForm />}
    </Sheet>
  )
}

const dissolving = {
  head: t`Dissolve`,
  cell: (team: Team) => (team.slug === 'support' ? '–' : <DissolveTeam team={team} />),
}

function DissolveTeam({ team: { id, name } }: { team: Team }) {
  const [isAsking, asking] = useDisclosure(false)
  const refreshes = ['/api/people', '/api/desk', '/api/pager', '/api/mail']
  const dissolve = useWrite(dissolveTeam, { refreshes, showsProblem: true, onDone: asking.close })
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={asking.open} aria-label={t`Dissolve ${name}`}>
        {t`Dissolve…`}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t`Dissolve ${name}?`}
        confirm={t`Dissolve`}
        isDangerous
        isBusy={dissolve.isPending}
        error={dissolve.error}
        onConfirm={() => dissolve.mutate({ params: { id } })}
        onClose={asking.close}
      >
        {t`What it is asked comes back to those who asked, its rotas end, and its mailboxes are support’s. Its name stays on what it did. It cannot be undone.`}
      </ConfirmDialog>
    </>
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
        aria-label={t`Name of a new team`}
        placeholder={t`Name of a new team`}
        required
        {...form.getInputProps('name')}
        error={form.errors.name ?? form.errors.slug}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {t`Add the team`}
      </Button>
      {add.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={add.error} />}
    </form>
  )
}
