import { addCalendar, changeCalendar, getResponsePolicy, type NamedCalendar } from '@bellwether/contract/desk.ts'
import { weekdays } from '@bellwether/contract/recurrence.ts'
import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { browserZone, zones } from '../ui/zones.ts'
import { calendarText, officeText, readCalendar, weekdayName } from './hours-words.ts'

/** Adds a calendar, or makes a new version of the one given. */
export function CalendarDialog({ given }: { given: NamedCalendar | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  const title = given === null ? t`Add a calendar` : given.name
  return (
    <>
      <Button
        size={given === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        aria-label={given === null ? undefined : t`Change the calendar ${given.name}`}
      >
        {given === null ? t`Add a calendar` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title}>
        <CalendarForm given={given} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function CalendarForm({ given, onClose }: { given: NamedCalendar | null; onClose: () => void }) {
  const form = useForm({
    initialValues: {
      name: given?.name ?? '',
      isForRunning: false,
      ...(given === null ? officeText(browserZone) : calendarText(given.calendar)),
    },
    validate: (values) => {
      const read = readCalendar(values)
      return 'errors' in read ? read.errors : {}
    },
  })
  // The targets name the calendar in whose hours they are counted.
  const options = { refreshes: [addCalendar.path, getResponsePolicy.path], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addCalendar, options), useWrite(changeCalendar, options)]
  const error = add.error ?? change.error
  const send = form.onSubmit((values) => {
    const read = readCalendar(values)
    if ('errors' in read) return
    const land = { onError: (problem: Error) => landOnFields(problem, form, ['name']) }
    const body = { name: values.name, calendar: read.calendar }
    if (given === null) add.mutate({ body }, land)
    else {
      const changed = { ...body, basedOn: given.version, isForRunning: values.isForRunning }
      change.mutate({ params: { id: given.id }, body: changed }, land)
    }
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      {given !== null && <p>{t`This makes version ${given.version + 1}. Clocks that start from now on follow it.`}</p>}
      <TextInput
        label={t`Name`}
        placeholder={t`London office`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select label={t`Time zone`} data={zones} searchable allowDeselect={false} {...form.getInputProps('timeZone')} />
      <p>{t`Hours on the wall clock of the zone, such as 09:00-12:00, 13:00-17:00. A day without hours is closed.`}</p>
      {weekdays.map((day) => (
        <TextInput key={day} label={weekdayName(day)} placeholder={t`closed`} {...form.getInputProps(day)} />
      ))}
      <Textarea
        label={t`Holidays`}
        description={t`One a line: the day, then its name, such as 2026-12-25 Christmas Day.`}
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('holidays')}
      />
      {given !== null && (
        <Checkbox
          label={t`Running clocks follow it as well`}
          description={t`Such as for a holiday that was forgotten. What is late by the old hours and not by the new ones is late no more.`}
          {...form.getInputProps('isForRunning', { type: 'checkbox' })}
        />
      )}
      <FormFoot error={error} form={form} isBusy={add.isPending || change.isPending} onCancel={onClose}>
        {given === null ? t`Add the calendar` : t`Save the calendar`}
      </FormFoot>
    </form>
  )
}
