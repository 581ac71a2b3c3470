import { type AlertSource, getMapping, type Mapping, setMapping } from '@bellwether/contract/pager.ts'
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useAsItIs } from '../../use-as-it-is.ts'
import { useWrite } from '../../call.write.ts'
import { landOnPaths } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import styles from '../routing/routing.module.css'
import { MappingTrial } from './mapping-trial.tsx'
import { fieldAt, mappingOf, type MappingValues, valuesOf } from './mapping-values.ts'

/** Where in the JSON of a webhook stands what an alert says, to be changed. */
export function MappingDialog({ source }: { source: AlertSource }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Webhook of ${source.name} of ${source.team.name}`}
      >
        {t`Webhook…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`How the webhook of ${source.name} is read`} size="lg">
        <MappingAsItIs source={source} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function MappingAsItIs({ source, onClose }: Omit<MappingFormProps, 'mapping'>) {
  const mapping = useAsItIs(getMapping, { params: { id: source.id } })
  return (
    <Loaded query={mapping} rows={3}>
      {(loaded) => <MappingForm source={source} mapping={loaded.mapping} onClose={onClose} />}
    </Loaded>
  )
}

interface MappingFormProps {
  source: AlertSource
  mapping: Mapping | null
  onClose: () => void
}

function MappingForm({ source, mapping, onClose }: MappingFormProps) {
  const form = useForm<MappingValues>({ initialValues: valuesOf(mapping) })
  const set = useWrite(setMapping, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit((values) =>
    set.mutate(
      { params: { id: source.id }, body: { mapping: mappingOf(values) } },
      { onError: (error) => landOnPaths(error, form, fieldAt) },
    ),
  )
  const written = mappingOf(form.values)
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <p className={styles.hint}>
        {t`A path such as alert.labels.name, or a text with paths such as {{check}} on {{host}}. What is left empty is looked for by itself.`}
      </p>
      <TextInput label={t`Title`} data-autofocus {...form.getInputProps('title')} />
      <TextInput label={t`Key`} description={t`What has the same is the same alert.`} {...form.getInputProps('key')} />
      <TextInput label={t`Severity`} {...form.getInputProps('severity')} />
      <div className={styles.outcome}>
        <TagsInput label={t`Words for critical`} {...form.getInputProps('critical')} />
        <TagsInput label={t`Words for a warning`} {...form.getInputProps('warning')} />
        <TagsInput label={t`Words for what only informs`} {...form.getInputProps('info')} />
      </div>
      <div className={styles.outcome}>
        <TextInput label={t`It is over where`} {...form.getInputProps('resolvedAt')} />
        <TagsInput label={t`is one of these words`} {...form.getInputProps('resolvedIs')} />
      </div>
      <Textarea label={t`Text`} autosize minRows={1} maxRows={6} {...form.getInputProps('body')} />
      <MappingTrial sourceId={source.id} mapping={written} />
      <FormFoot error={set.error} form={form} isBusy={set.isPending} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}
