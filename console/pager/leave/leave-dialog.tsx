import { addLeave } from '@bellwether/contract/pager.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { plural } from '../../ui/figures.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { fieldValueOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { StaffField } from '../../staff-field.tsx'
import styles from '../swaps/swaps.module.css'

/** Says that somebody is away: oneself, or anybody where one may change rotas. */
export function LeaveDialog({ canEdit }: { canEdit: boolean }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add leave`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add leave`}>
        <LeaveForm canEdit={canEdit} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function LeaveForm({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const [zone, read] = [useZone(), useClockRead()]
  const [today] = useState(() => fieldValueOf(read(), zone).slice(0, 10))
  const form = useForm({
    initialValues: { person: null as string | null, firstOn: today, lastOn: today, note: '' },
    validate: {
      lastOn: (lastOn, { firstOn }) => (lastOn < firstOn ? t`The last day is not before the first.` : null),
    },
  })
  const add = useWrite(addLeave, {
    refreshes: ['/api/pager'],
    showsProblem: true,
    onDone: ({ person, shifts }) => {
      const message =
        shifts.length === 0
          ? t`Saved. ${person.name} has no shifts then.`
          : t`Saved. ${person.name} has ${plural(shifts.length, 'shift')} then, and stays on call: ask for cover, or override.`
      notifications.show({ message, color: 'petrol', autoClose: 10_000 })
      onClose()
    },
  })
  const send = form.onSubmit(({ person, ...leave }) => {
    const body = { ...leave, ...(person === null ? {} : { person }) }
    add.mutate({ body }, { onError: (error) => landOnFields(error, form, ['person', 'firstOn', 'lastOn', 'note']) })
  })
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      {canEdit && (
        <StaffField
          label={t`Who is away`}
          placeholder={t`You`}
          isClearable
          value={form.values.person}
          onChange={(person) => form.setFieldValue('person', person)}
          error={form.errors['person']}
        />
      )}
      <div className={styles.times}>
        <TextInput type="date" label={t`First day`} {...form.getInputProps('firstOn')} />
        <TextInput type="date" label={t`Last day`} {...form.getInputProps('lastOn')} />
      </div>
      <p className={styles.hint}>
        {t`Whole days where they live. Leave takes nobody off call: the rota stays as it is until somebody takes the shift or overrides it.`}
      </p>
      <TextInput
        label={t`Why`}
        description={t`Read by them and by who may change rotas.`}
        maxLength={200}
        {...form.getInputProps('note')}
      />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add leave`}
      </FormFoot>
    </form>
  )
}
