import { changePerson, deactivatePerson, endSessions, listTeams, type Person } from '@bellwether/contract/people.ts'
import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { RoleSelect } from './role-select.tsx'
import { zones } from '../ui/zones.ts'

const refreshes = ['/api/people', '/api/pager']

/** Changes a person: what they may do, where they are, and whether they are here. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <FormModal opened onClose={onClose} title={person.name}>
      <PersonForm person={person} onClose={onClose} />
      <LeaveActions person={person} onClose={onClose} />
    </FormModal>
  )
}

function PersonForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const { name, timeZone } = person
  const slugsOf = (things: readonly { slug: string }[]) => things.map(({ slug }) => slug)
  const form = useForm({
    initialValues: { name, timeZone, roles: slugsOf(person.roles), teams: slugsOf(person.teams) },
  })
  const change = useWrite(changePerson, { refreshes, showsProblem: true, onDone: onClose })
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        change.mutate(
          { params: { id: person.id }, body },
          { onError: (error) => landOnFields(error, form, ['name', 'roles', 'timeZone', 'teams']) },
        ),
      )}
    >
      <TextInput label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
      <MultiSelect
        label={t`Teams`}
        data={(teams.data?.items ?? []).map((team) => ({ value: team.slug, label: team.name }))}
        {...form.getInputProps('teams')}
      />
      <RoleSelect {...form.getInputProps('roles')} />
      <Select label={t`Time zone`} data={zones} searchable allowDeselect={false} {...form.getInputProps('timeZone')} />
      <FormFoot error={change.error} form={form} isBusy={change.isPending} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}

function LeaveActions({ person, onClose }: { person: Person; onClose: () => void }) {
  const [isLeaving, setIsLeaving] = useState(false)
  const signOut = useWrite(endSessions, {
    refreshes: [],
    onDone: ({ ended }) => notifications.show({ message: t`${person.name} is signed out of ${ended} places.` }),
  })
  const deactivate = useWrite(deactivatePerson, {
    refreshes,
    showsProblem: true,
    onDone: ({ ended }) => {
      const message = t`Ended: ${ended.sessions} sessions, ${ended.links} links, ${ended.tokens} tokens. Turns on call are re-planned; administrators get a mail about them.`
      notifications.show({ title: t`${person.name} can do nothing here any more`, message, autoClose: 15_000 })
      onClose()
    },
  })
  const params = { id: person.id }
  return (
    <>
      <Group gap={8} mt={16} pt={12} style={{ borderTop: '1px solid var(--hairline)' }}>
        <Button size="xs" variant="default" loading={signOut.isPending} onClick={() => signOut.mutate({ params })}>
          {t`Sign out everywhere`}
        </Button>
        <Button size="xs" variant="default" c="var(--danger)" onClick={() => setIsLeaving(true)}>
          {t`Deactivate…`}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isLeaving}
        title={t`Deactivate ${person.name}?`}
        confirm={t`Deactivate`}
        isDangerous
        isBusy={deactivate.isPending}
        error={deactivate.error}
        onConfirm={() => deactivate.mutate({ params })}
        onClose={() => setIsLeaving(false)}
      >
        {t`Their sessions, sign-in links and the tokens that they made end now, and they leave teams and rotas. What they wrote stays under their name. You can let them in again later.`}
      </ConfirmDialog>
    </>
  )
}
