import { openPage, type PageUrgency } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'

/** Wakes whoever is on call for a team, about nothing but what is written here. */
export function PageTeamDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Page a team`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Page a team`}>
        <PageTeamForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function PageTeamForm({ onClose }: { onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: { team: null as string | null, title: '', body: '', urgency: 'high' as PageUrgency },
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const open = useWrite(openPage, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ team, ...words }) =>
    open.mutate(
      { body: { team: team ?? '', ...words } },
      { onError: (error) => landOnFields(error, form, ['team', 'title', 'body']) },
    ),
  )
  return (
    <form noValidate style={{ display: 'grid', gap: 12 }} onSubmit={send}>
      <Select
        label={t`Team`}
        description={
          form.values.urgency === 'high'
            ? t`Whoever is on call for it is woken now, and others if they do not answer.`
            : t`Whoever is on call for it hears of it outside of their quiet hours; nobody else is woken.`
        }
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        data-autofocus
        {...form.getInputProps('team')}
      />
      <TextInput label={t`What is wrong, in one line`} required maxLength={300} {...form.getInputProps('title')} />
      <Textarea
        label={t`What they need to start`}
        autosize
        minRows={3}
        maxLength={10_000}
        {...form.getInputProps('body')}
      />
      <SegmentedControl
        aria-label={t`Urgency`}
        data={[
          { value: 'high', label: t`Urgent` },
          { value: 'low', label: t`It can wait` },
        ]}
        {...form.getInputProps('urgency')}
      />
      <FormFoot error={open.error} form={form} isBusy={open.isPending} onCancel={onClose}>
        {form.values.urgency === 'high' ? t`Wake them` : t`Tell them`}
      </FormFoot>
    </form>
  )
}
