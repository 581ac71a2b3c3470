import { TextInput, type TextInputProps } from '@mantine/core'
import { t } from '../../ui/words.ts'

/** Which service is meant. */
export function ServiceField(input: TextInputProps) {
  return (
    <TextInput
      label={t`Service`}
      description={t`As its pipeline calls it.`}
      required
      maxLength={200}
      data-autofocus
      {...input}
    />
  )
}
