import { useTimeout } from '@mantine/hooks'
import { lazy } from 'react'
import { FormModal } from '../../ui/form-modal.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'

// Not of the first load: they are opened by a key or a button, and are there before, also where the connection is lost.
const loads = {
  give: async () => ({ default: (await import('./give-form.tsx')).GiveForm }),
  tag: async () => ({ default: (await import('./tag-form.tsx')).TagForm }),
  fields: async () => ({ default: (await import('./fields-form.tsx')).FieldsForm }),
  priority: async () => ({ default: (await import('./priority-form.tsx')).PriorityForm }),
  snooze: async () => ({ default: (await import('./snooze-form.tsx')).SnoozeForm }),
  reply: async () => ({ default: (await import('./reply-many-form.tsx')).ReplyManyForm }),
  spam: async () => ({ default: (await import('./spam-form.tsx')).SpamForm }),
  'resolve-many': async () => ({ default: (await import('./resolve-many-form.tsx')).ResolveManyForm }),
}
const loadAfterMs = 2000

export type ActDialog = 'give' | 'tag' | 'fields' | 'priority' | 'snooze' | 'reply' | 'spam' | 'resolve-many'

const titles: Readonly<Record<ActDialog, (named: string) => string>> = {
  give: (named) => t`Give ${named} to`,
  tag: (named) => t`Tags of ${named}`,
  fields: (named) => t`Fields of ${named}`,
  priority: (named) => t`Priority of ${named}`,
  snooze: (named) => t`Snooze ${named}`,
  reply: (named) => t`Answer ${named}`,
  spam: (named) => t`Move ${named} to spam`,
  'resolve-many': (named) => t`Resolve ${named}`,
}
const forms = {
  give: lazy(loads.give),
  tag: lazy(loads.tag),
  fields: lazy(loads.fields),
  priority: lazy(loads.priority),
  snooze: lazy(loads.snooze),
  reply: lazy(loads.reply),
  spam: lazy(loads.spam),
  'resolve-many': lazy(loads['resolve-many']),
} as const

const loadAll = (): void => void Promise.all(Object.values(loads).map((load) => load())).catch(() => undefined)

interface ActDialogsProps extends ActFormProps {
  /** Which one is open. */
  dialog: ActDialog | null
}

/** The dialogs that do something to one ticket or to many. */
export function ActDialogs({ dialog, acted, ...props }: ActDialogsProps) {
  useTimeout(loadAll, loadAfterMs, { autoInvoke: true })
  return Object.entries(forms).map(([name, Form]) => (
    <OnceOpened key={name} isOpen={dialog === name}>
      <FormModal opened={dialog === name} onClose={props.onClose} title={titles[name as ActDialog](acted.named)}>
        <Form acted={acted} {...props} />
      </FormModal>
    </OnceOpened>
  ))
}
