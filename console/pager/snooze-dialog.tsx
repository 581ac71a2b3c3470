import { type Page, snoozePage } from '@bellwether/contract/pager.ts'
import { Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { shortOf } from '../ui/instants.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { lengthOf } from './snooze-length.ts'
import { minutesUntil, nextMorning } from './snooze-times.ts'
import { pageRefreshes } from './use-page-acts.ts'

const choices = [5, 15, 30, 60, 120, 240, 480, 720, 1440]
const morning = 'morning'

interface SnoozeDialogProps {
  page: Page
  isOpen: boolean
  onClose: () => void
}

/** So long nobody is rung for a page, and then again. */
export function SnoozeDialog({ page, isOpen, onClose }: SnoozeDialogProps) {
  return (
    <FormModal opened={isOpen} onClose={onClose} title={t`When does it ring again?`}>
      <SnoozeForm page={page} onClose={onClose} />
    </FormModal>
  )
}

function SnoozeForm({ page, onClose }: Omit<SnoozeDialogProps, 'isOpen'>) {
  const snooze = useWrite(snoozePage, { refreshes: pageRefreshes, showsProblem: true, onDone: onClose })
  const form = useForm({ initialValues: { length: '30' } })
  const [read, zone] = [useClockRead(), useZone()]
  const minutesOf = (length: string): number =>
    length === morning ? minutesUntil(nextMorning(read(), zone).at, read()) : Number(length)
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit(({ length }) =>
        snooze.mutate({ params: { id: page.id }, body: { minutes: minutesOf(length) } }),
      )}
    >
      <Select
        label={t`In`}
        description={t`Until then it is yours. Then it rings again, unless it has ended.`}
        data={[
          ...choices.map((minutes) => ({
            value: String(minutes),
            label: t`${lengthOf(minutes)}, until ${shortOf(read() + minutes * 60_000, read(), zone)}`,
          })),
          { value: morning, label: morningText(read(), zone) },
        ]}
        allowDeselect={false}
        maxDropdownHeight={400}
        data-autofocus
        {...form.getInputProps('length')}
      />
      <FormFoot error={snooze.error} form={form} isBusy={snooze.isPending} onCancel={onClose}>
        {t`Snooze it`}
      </FormFoot>
    </form>
  )
}

function morningText(nowMs: number, zone: string): string {
  const { at, isTomorrow } = nextMorning(nowMs, zone)
  const when = shortOf(at, nowMs, zone)
  return isTomorrow ? t`Until tomorrow morning, ${when} (${zone})` : t`Until this morning, ${when} (${zone})`
}
