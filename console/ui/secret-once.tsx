import { Button, CopyButton, TextInput } from '@mantine/core'
import { ShownOnce } from './shown-once.tsx'
import { t } from './words.ts'

/** A secret that is shown this one time, to be copied. */
export function SecretOnce(props: { about: string; label: string; secret: string; onClose: () => void }) {
  const copy = (
    <CopyButton value={props.secret}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? t`Copied` : t`Copy`}
        </Button>
      )}
    </CopyButton>
  )
  return (
    <ShownOnce about={props.about} onKept={props.onClose} beside={copy}>
      <TextInput label={props.label} value={props.secret} readOnly onFocus={(event) => event.currentTarget.select()} />
    </ShownOnce>
  )
}
