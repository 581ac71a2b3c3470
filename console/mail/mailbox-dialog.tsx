import { addMailbox, changeMailbox, type Mailbox, removeMailbox } from '@bellwether/contract/mail.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'

const refreshes = ['/api/mail', '/api/installation']
const fields = ['address', 'name', 'teamId', 'isEmergency', 'receives', 'sends', 'isDefault']

/** Makes a mailbox, or changes the one given. */
export function MailboxDialog({ given: mailbox }: { given: Mailbox | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size={mailbox === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        aria-label={mailbox === null ? undefined : t`Change the mailbox ${mailbox.address}`}
      >
        {mailbox === null ? t`Add a mailbox` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={mailbox === null ? t`Add a mailbox` : mailbox.address}>
        <MailboxForm given={mailbox} onClose={dialog.close} />
        {mailbox !== null && !mailbox.isDefault && <RemoveAction given={mailbox} onClose={dialog.close} />}
      </FormModal>
    </>
  )
}

const newMailbox = { address: '', name: '', isEmergency: false, receives: true, sends: true, isDefault: false }

function valuesOf(mailbox: Mailbox | null) {
  const { address, name, isEmergency, receives, sends, isDefault } = mailbox ?? newMailbox
  return { address, name, teamId: mailbox?.team?.id ?? null, isEmergency, receives, sends, isDefault }
}

interface DialogProps {
  given: Mailbox | null
  onClose: () => void
}

function MailboxForm({ given: mailbox, onClose }: DialogProps) {
  const form = useForm({ initialValues: valuesOf(mailbox) })
  const options = { refreshes, showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addMailbox, options), useWrite(changeMailbox, options)]
  const error = add.error ?? change.error
  const send = form.onSubmit((values) => {
    const land = { onError: (problem: Error) => landOnFields(problem, form, fields) }
    if (mailbox === null) add.mutate({ body: values }, land)
    else change.mutate({ params: { id: mailbox.id }, body: values }, land)
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      {mailbox === null && (
        <TextInput label={t`Address`} type="email" required data-autofocus {...form.getInputProps('address')} />
      )}
      <TextInput label={t`Name`} placeholder={t`Billing`} required {...form.getInputProps('name')} />
      <Uses form={form} isDefault={mailbox?.isDefault === true} />
      <FormFoot error={error} form={form} isBusy={add.isPending || change.isPending} onCancel={onClose}>
        {mailbox === null ? t`Add the mailbox` : t`Save`}
      </FormFoot>
    </form>
  )
}

type MailboxValues = ReturnType<typeof valuesOf>

/** What a mailbox is for. The default one stays so until another one becomes it. */
function Uses({ form, isDefault }: { form: UseFormReturnType<MailboxValues>; isDefault: boolean }) {
  const teams = useQuery(ask(listTeams))
  const checkbox = (field: 'isEmergency' | 'receives' | 'sends' | 'isDefault') =>
    form.getInputProps(field, { type: 'checkbox' })
  return (
    <>
      <Checkbox label={t`Takes mail in`} {...checkbox('receives')} />
      <Checkbox label={t`Sends the answers to what came to it`} {...checkbox('sends')} />
      <Checkbox
        label={t`The default one`}
        description={t`What belongs to no other mailbox leaves by it.`}
        disabled={isDefault}
        {...checkbox('isDefault')}
      />
      <Checkbox label={t`For emergencies: mail of a VIP to it pages`} {...checkbox('isEmergency')} />
      {form.values.isEmergency && (
        <Select
          label={t`Whom it pages`}
          placeholder={t`Support`}
          clearable
          data={(teams.data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))}
          {...form.getInputProps('teamId')}
        />
      )}
    </>
  )
}

function RemoveAction({ given: mailbox, onClose }: { given: Mailbox; onClose: () => void }) {
  const [isLeaving, setIsLeaving] = useState(false)
  const remove = useWrite(removeMailbox, { refreshes, showsProblem: true, onDone: onClose })
  return (
    <>
      <Group gap={8} mt={16} pt={12} style={{ borderTop: '1px solid var(--hairline)' }}>
        <Button size="xs" variant="default" c="var(--danger)" onClick={() => setIsLeaving(true)}>
          {t`Take away…`}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isLeaving}
        title={t`Take ${mailbox.address} away?`}
        confirm={t`Take away`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: mailbox.id } })}
        onClose={() => setIsLeaving(false)}
      >
        {t`Mail to it is refused from now on. Tickets that came to it stay, and are answered by the default mailbox.`}
      </ConfirmDialog>
    </>
  )
}
