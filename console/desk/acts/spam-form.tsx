import { Checkbox } from '@mantine/core'
import { useForm } from '@mantine/form'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

/** Out of the queue, and whether their further mail goes the same way. */
export function SpamForm({ acted, onDone, onClose }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  const isOne = typeof acted.sender === 'string'
  const form = useForm({ initialValues: { blocksSender: isOne } })
  const send = form.onSubmit(({ blocksSender }) =>
    act.run({ kind: 'remove', into: 'spam', blocksSender }, acted.tickets),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Checkbox
        label={isOne ? t`Block ${acted.sender}` : t`Block who sent them`}
        description={
          isOne
            ? t`Their further mail comes to spam, and gets no automatic answer. Settings, Mail shows who is blocked.`
            : t`Further mail of the senders comes to spam; a customer is never blocked.`
        }
        data-autofocus
        {...form.getInputProps('blocksSender', { type: 'checkbox' })}
      />
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Move to spam`}
      </FormFoot>
    </form>
  )
}
