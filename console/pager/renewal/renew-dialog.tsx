import { type OldKey, oldKeyHours } from '@bellwether/contract/pager.ts'
import { Button, Radio, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { Ago, Moment } from '../../ui/clock.tsx'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'

interface RenewDialogProps {
  /** Of what the key is. */
  name: string
  oldKey: OldKey | null
  /** What a new key does not change. */
  stays?: string
  isBusy: boolean
  error: Error | null
  onRenew: (body: { oldKey: 'works-for-a-day' | 'stops-now' }) => void
  /** What was made, shown this once; null before that. */
  made: (close: () => void) => ReactNode
  /** What is so shown is forgotten. */
  onForget: () => void
}

/** Gives something a new key, once it was said what becomes of the old one. */
export function RenewDialog({ onForget, made, ...form }: RenewDialogProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const close = (): void => {
    dialog.close()
    onForget()
  }
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={t`New key for ${form.name}`}>
        {t`New key…`}
      </Button>
      <FormModal opened={isOpen} onClose={close} title={t`A new key for ${form.name}`} size="lg">
        {made(close) ?? <RenewForm {...form} onClose={close} />}
      </FormModal>
    </>
  )
}

type RenewFormProps = Omit<RenewDialogProps, 'made' | 'onForget'> & { onClose: () => void }

function RenewForm({ oldKey, stays, isBusy, error, onRenew, onClose }: RenewFormProps) {
  const [choice, setChoice] = useState<'works-for-a-day' | 'stops-now'>('works-for-a-day')
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onRenew({ oldKey: choice })
      }}
    >
      <Radio.Group
        label={t`The key that it has now`}
        value={choice}
        onChange={(value) => setChoice(value === 'stops-now' ? value : 'works-for-a-day')}
      >
        <Stack gap={8} mt={6}>
          <Radio
            value="works-for-a-day"
            data-autofocus
            label={t`works for ${oldKeyHours} hours more`}
            description={t`Time to move what sends. The list says whether it is still used.`}
          />
          <Radio
            value="stops-now"
            label={t`stops at once`}
            description={t`It leaked. What still sends with it is refused, and nobody is woken by that.`}
          />
        </Stack>
      </Radio.Group>
      {oldKey !== null && (
        <p className={styles.hint}>
          {tx`The one before it works until ${<Moment at={oldKey.until} />}, and stops with this.`}
        </p>
      )}
      {stays !== undefined && <p className={styles.hint}>{stays}</p>}
      <FormFoot error={error} isBusy={isBusy} onCancel={onClose}>
        {t`Make a new key`}
      </FormFoot>
    </form>
  )
}

/** That a key from before still works, and whether it has to. */
export function OldKeyNote({ oldKey }: { oldKey: OldKey | null }) {
  if (oldKey === null) return null
  const until = <Moment at={oldKey.until} />
  return (
    <span className={styles.hint}>
      {oldKey.usedAt === null
        ? tx`The old key works until ${until}; nobody has used it since.`
        : tx`The old key works until ${until}; it was used ${<Ago at={oldKey.usedAt} />}.`}
    </span>
  )
}
