import { FormModal } from '../ui/form-modal.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { type IncomingMail, rejectMail } from '@bellwether/contract/mail.ts'
import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t } from '../ui/words.ts'

/** Sets a held mail aside with the reason that somebody gives for it. */
export function SetAsideButton({ mail }: { mail: IncomingMail }) {
  const [isOpen, setIsOpen] = useState(false)
  const close = (): void => setIsOpen(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => setIsOpen(true)}
        aria-label={t`Set the mail ${mail.subject ?? ''} aside`}
      >
        {t`Set aside`}
      </Button>
      <FormModal opened={isOpen} onClose={close} title={t`Set “${mail.subject ?? t`(none)`}” aside`}>
        <SetAsideForm mail={mail} onClose={close} />
      </FormModal>
    </>
  )
}

function SetAsideForm({ mail, onClose }: { mail: IncomingMail; onClose: () => void }) {
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? t`Say in a few words why it needs no ticket.` : null) },
  })
  const reject = useWrite(rejectMail, {
    refreshes: ['/api/mail'],
    notice: t`Set aside under rejected mail.`,
    showsProblem: true,
    onDone: onClose,
  })
  const send = form.onSubmit(({ reason }) =>
    reject.mutate(
      { params: { id: mail.id }, body: { reason } },
      { onError: (error) => landOnFields(error, form, ['reason']) },
    ),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Textarea
        label={t`Why it needs no ticket`}
        description={t`Kept with the mail and your name under rejected mail, from where it can still be recovered.`}
        minRows={2}
        maxLength={500}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <FormFoot error={reject.error} form={form} isBusy={reject.isPending} onCancel={onClose}>
        {t`Set aside`}
      </FormFoot>
    </form>
  )
}
