import { addWork, changeWork, type Work } from '@bellwether/contract/pager.ts'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { slugOf } from './slug-of.ts'

/** Adds a kind of work, or changes one. */
export function WorkDialog({ work }: { work: Work | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  const title = work === null ? t`Add work` : t`Change ${translated(work.name)}`
  return (
    <>
      <Button
        size={work === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        {...(work === null ? {} : { 'aria-label': title })}
      >
        {work === null ? title : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title}>
        <WorkForm work={work} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function WorkForm({ work, onClose }: { work: Work | null; onClose: () => void }) {
  const form = useForm({
    initialValues: { name: work?.name ?? '', watchesCustomers: work?.watchesCustomers ?? false },
    validate: {
      name: (name) =>
        work === null && slugOf(name) === '' ? t`Name it, with a letter of a to z or a digit in it.` : null,
    },
  })
  const how = { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addWork, how), useWrite(changeWork, how)]
  const land = { onError: (error: Error) => landOnFields(error, form, ['name']) }
  const send = form.onSubmit((values) => {
    if (work === null) add.mutate({ body: { ...values, slug: slugOf(values.name) } }, land)
    else change.mutate({ params: { slug: work.slug }, body: values }, land)
  })
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <TextInput
        label={t`Name`}
        placeholder={t`Documentation duty`}
        required
        maxLength={100}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox
        label={t`Whoever has it watches customers`}
        description={t`A deploy is let go while somebody does, and roll-outs are listed to the last of them.`}
        {...form.getInputProps('watchesCustomers', { type: 'checkbox' })}
      />
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={onClose}
      >
        {work === null ? t`Add the work` : t`Save`}
      </FormFoot>
    </form>
  )
}
