import { addPageNote, escalatePage, type Page, reassignPage, resolvePage } from '@bellwether/contract/pager.ts'
import { Button, Group, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { StaffField } from './staff-field.tsx'

const refreshes = ['/api/pager', '/api/incidents']

/** What whoever is paged may do: take it, put it off, hand it on, ring the next, merge it, say something, end it. */
export function PageActs({ page }: { page: Page }) {
  const mayAct = useMay('pager.acknowledge')
  const escalate = useWrite(escalatePage, { refreshes })
  const resolve = useWrite(resolvePage, { refreshes })
  if (page.state === 'resolved' || !mayAct) return null
  const input = { params: { id: page.id } }
  return (
    <Group gap={8} mt={8}>
      {page.state === 'open' && <AcknowledgeButton page={page} />}
      {page.state === 'open' && page.team !== null && (
        <Button size="xs" variant="default" loading={escalate.isPending} onClick={() => escalate.mutate(input)}>
          {t`Ring the next step now`}
        </Button>
      )}
      {page.team !== null && (
        <>
          <SnoozeDialog page={page} refreshes={refreshes} />
          <GiveDialog page={page} />
          <MergeDialog page={page} refreshes={refreshes} />
        </>
      )}
      <NoteDialog page={page} />
      <Button size="xs" variant="default" loading={resolve.isPending} onClick={() => resolve.mutate(input)}>
        {t`End it`}
      </Button>
    </Group>
  )
}

function GiveDialog({ page }: { page: Page }) {
  const [isOpen, dialog] = useDisclosure(false)
  const give = useWrite(reassignPage, { refreshes, showsProblem: true, onDone: dialog.close })
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
  const note = useWrite(addPageNote, { refreshes, showsProblem: true, onDone: dialog.close })
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
