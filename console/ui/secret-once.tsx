import { Button, CopyButton, Group, TextInput } from '@mantine/core'
import { takeFocus } from './take-focus.ts'
import { t } from './words.ts'

/** A secret that is shown this one time, to be copied. */
export function SecretOnce(props: { about: string; label: string; secret: string; onClose: () => void }) {
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <p>{props.about}</p>
      <TextInput
        label={props.label}
        value={props.secret}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        ref={takeFocus}
      />
      <Group justify="flex-end" gap={8}>
        <CopyButton value={props.secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t`Copied` : t`Copy`}
            </Button>
          )}
        </CopyButton>
        <Button onClick={props.onClose}>{t`Done`}</Button>
      </Group>
    </div>
  )
}
