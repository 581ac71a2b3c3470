import { Modal } from '@mantine/core'
import { lazy } from 'react'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'

// Not of the first load: they are opened by a key or a button.
const GiveForm = lazy(async () => ({ default: (await import('./give-form.tsx')).GiveForm }))
const TagForm = lazy(async () => ({ default: (await import('./tag-form.tsx')).TagForm }))
const FieldsForm = lazy(async () => ({ default: (await import('./fields-form.tsx')).FieldsForm }))
const PriorityForm = lazy(async () => ({ default: (await import('./priority-form.tsx')).PriorityForm }))
const SnoozeForm = lazy(async () => ({ default: (await import('./snooze-form.tsx')).SnoozeForm }))
const SpamForm = lazy(async () => ({ default: (await import('./spam-form.tsx')).SpamForm }))
const ResolveManyForm = lazy(async () => ({ default: (await import('./resolve-many-form.tsx')).ResolveManyForm }))

export type ActDialog = 'give' | 'tag' | 'fields' | 'priority' | 'snooze' | 'spam' | 'resolve-many'

const titles: Readonly<Record<ActDialog, (named: string) => string>> = {
  give: (named) => t`Give ${named} to`,
  tag: (named) => t`Tags of ${named}`,
  fields: (named) => t`Fields of ${named}`,
  priority: (named) => t`Priority of ${named}`,
  snooze: (named) => t`Snooze ${named}`,
  spam: (named) => t`Move ${named} to spam`,
  'resolve-many': (named) => t`Resolve ${named}`,
}
const forms = {
  give: GiveForm,
  tag: TagForm,
  fields: FieldsForm,
  priority: PriorityForm,
  snooze: SnoozeForm,
  spam: SpamForm,
  'resolve-many': ResolveManyForm,
} as const

interface ActDialogsProps extends ActFormProps {
  /** Which one is open. */
  dialog: ActDialog | null
}

/** The dialogs that do something to one ticket or to many. */
export function ActDialogs({ dialog, acted, ...props }: ActDialogsProps) {
  return Object.entries(forms).map(([name, Form]) => (
    <OnceOpened key={name} isOpen={dialog === name}>
      <Modal opened={dialog === name} onClose={props.onClose} title={titles[name as ActDialog](acted.named)}>
        <Form acted={acted} {...props} />
      </Modal>
    </OnceOpened>
  ))
}
