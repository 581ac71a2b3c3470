import { Radio, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

/** Of many nobody has written the answers down just now: they need none, for one reason, or are doc debt. */
export function ResolveManyForm({ acted, onDone, onClose }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  const form = useForm({
    initialValues: { outcome: 'not-yet', reason: '' },
    validate: {
      reason: (value, { outcome }) =>
        outcome === 'not-needed' && value.trim() === '' ? t`Say why in a few words.` : null,
    },
  })
  const send = form.onSubmit(({ outcome, reason }) => {
    const notNeeded = { outcome: 'not-needed', url: null, reason } as const
    act.run({ kind: 'resolve', documentation: outcome === 'not-needed' ? notNeeded : null }, acted.tickets, (error) =>
      landOnFields(error, form, ['reason', 'outcome']),
    )
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Radio.Group label={t`Are the answers written down?`} {...form.getInputProps('outcome')}>
        <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
          <Radio value="not-yet" label={t`Not yet: keep them as doc debt`} data-autofocus />
          <Radio value="not-needed" label={t`They need no document`} />
        </div>
      </Radio.Group>
      {form.values.outcome === 'not-needed' && (
        <Textarea label={t`Why they need none`} minRows={2} required {...form.getInputProps('reason')} />
      )}
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Resolve`}
      </FormFoot>
    </form>
  )
}
