import { addPageNote, type Page, reassignPage } from '@bellwether/contract/pager.ts'
import { Button, Group, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { CommandButton } from '../ui/command-button.tsx'
import { useCommands } from '../ui/command-keys.tsx'
import { bind } from '../ui/commands.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { type PageActions, pageCommands } from './page.commands.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { StaffField } from '../staff-field.tsx'
import { pageRefreshes, usePageActs } from './use-page-acts.ts'

interface PageActsProps {
  page: Page
  /** Of several that one whose keys are on; where none has keys it is left out. */
  isCurrent?: boolean | undefined
  unfold: () => void
}

/** What whoever is paged may do: take it, put it off, hand it on, ring the next, merge it, say something, end it. */
export function PageActs({ page, isCurrent, unfold }: PageActsProps) {
  const { actions, busy, snooze } = usePageActs(page, unfold)
  const bound = bind(pageCommands, actions)
  // A tip says no key that does nothing.
  const commands = isCurrent === undefined ? bound.map((command) => ({ ...command, keys: [] })) : bound
  const keys = isCurrent === true && <PageKeys actions={actions} />
  if (page.state === 'resolved' || !actions.mayAct) return keys
  return (
    <Group gap={8} mt={8}>
      {keys}
      <CommandButton commands={commands} id="page.acknowledge" variant="filled" loading={busy.acknowledge}>
        {t`Acknowledge`}
      </CommandButton>
      <CommandButton commands={commands} id="page.ring-next" loading={busy.ringNext} />
      <CommandButton commands={commands} id="page.snooze">
        {t`Snooze…`}
      </CommandButton>
      {page.team !== null && (
        <>
          <SnoozeDialog page={page} {...snooze} />
          <GiveDialog page={page} />
          <MergeDialog page={page} refreshes={pageRefreshes} />
        </>
      )}
      <NoteDialog page={page} />
      <CommandButton commands={commands} id="page.end" loading={busy.end}>
        {t`End it`}
      </CommandButton>
    </Group>
  )
}

/** The keys of one page of many. */
function PageKeys({ actions }: { actions: PageActions }) {
  useCommands(pageCommands, actions)
  return null
}

function GiveDialog({ page }: { page: Page }) {
  const [isOpen, dialog] = useDisclosure(false)
  const give = useWrite(reassignPage, { refreshes: pageRefreshes, showsProblem: true, onDone: dialog.close })
  const form = useForm({
    initialValues: { person: null as string | null },
    validate: { person: (person) => (person === null ? t`Choose who has it.` : null) },
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Give it to…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Who has it now?`}>
        <form
          noValidate
          style={{ display: 'grid', gap: 12 }}
          onSubmit={form.onSubmit(({ person }) =>
            give.mutate({ params: { id: page.id }, body: { person: person ?? '' } }),
          )}
        >
          <StaffField
            label={t`Person`}
            value={form.values.person}
            onChange={(person) => form.setFieldValue('person', person)}
            error={form.errors['person']}
          />
          <FormFoot error={give.error} form={form} isBusy={give.isPending} onCancel={dialog.close}>
            {t`Page them`}
          </FormFoot>
        </form>
      </FormModal>
    </>
  )
}

function NoteDialog({ page }: { page: Page }) {
  const [isOpen, dialog] = useDisclosure(false)
  const note = useWrite(addPageNote, { refreshes: pageRefreshes, showsProblem: true, onDone: dialog.close })
  const form = useForm({
    initialValues: { text: '' },
    validate: { text: (text) => (text.trim() === '' ? t`Say something.` : null) },
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a note`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`What should whoever comes next know?`}>
        <form
          noValidate
          style={{ display: 'grid', gap: 12 }}
          onSubmit={form.onSubmit((body) => note.mutate({ params: { id: page.id }, body }))}
        >
          <Textarea
            label={t`Note`}
            autosize
            minRows={3}
            maxLength={5000}
            data-autofocus
            {...form.getInputProps('text')}
          />
          <FormFoot error={note.error} form={form} isBusy={note.isPending} onCancel={dialog.close}>
            {t`Add the note`}
          </FormFoot>
        </form>
      </FormModal>
    </>
  )
}
