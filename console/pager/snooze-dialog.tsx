import { type Page, snoozePage } from '@bellwether/contract/pager.ts'
import { Button, Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { shortOf } from '../ui/instants.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { lengthOf } from './snooze-length.ts'

const choices = [5, 15, 30, 60, 120, 240, 480, 720, 1440]

/** So long nobody is rung for a page, and then anew. */
export function SnoozeDialog({ page, refreshes }: { page: Page; refreshes: readonly string[] }) {
  const [isOpen, dialog] = useDisclosure(false)
  const snooze = useWrite(snoozePage, { refreshes, showsProblem: true, onDone: dialog.close })
  const form = useForm({ initialValues: { minutes: '30' } })
  const [read, zone] = [useClockRead(), useZone()]
  const labelOf = (minutes: number): string =>
    t`${lengthOf(minutes)}, until ${shortOf(read() + minutes * 60_000, read(), zone)}`
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Snooze…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`When does it ring anew?`}>
        <form
          noValidate
          style={{ display: 'grid', gap: 12 }}
          onSubmit={form.onSubmit(({ minutes }) =>
            snooze.mutate({ params: { id: page.id }, body: { minutes: Number(minutes) } }),
          )}
        >
          <Select
            label={t`In`}
            description={t`Until then it is yours. It rings anew unless it has ended.`}
            data={choices.map((minutes) => ({ value: String(minutes), label: labelOf(minutes) }))}
            allowDeselect={false}
            data-autofocus
            {...form.getInputProps('minutes')}
          />
          <FormFoot error={snooze.error} form={form} isBusy={snooze.isPending} onCancel={dialog.close}>
            {t`Snooze it`}
          </FormFoot>
        </form>
      </FormModal>
    </>
  )
}
