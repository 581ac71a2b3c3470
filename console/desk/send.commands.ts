import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'
import type { SendDialog } from './send-dialogs.tsx'

export interface SendActions {
  /** There is something to send. */
  canSend: boolean
  ask: (dialog: SendDialog) => void
  sendAtOnce: () => void
}

const canSend = (on: SendActions): boolean => on.canSend

const asking = (dialog: SendDialog, title: string, key: string) => ({
  id: `reply.${dialog}`,
  title,
  section: t`Reply`,
  keys: [`mod+shift+${key}`],
  when: canSend,
  run: (on: SendActions) => on.ask(dialog),
})

/** How a reply is sent besides by Ctrl+Enter. The letters are those of the same acts on a ticket, where the browser leaves them. */
export const sendCommands: CommandTable<SendActions> = {
  scope: 'reply',
  commands: [
    asking('resolve', t`Send and resolve…`, 'e'),
    asking('hand-off', t`Send and hand off…`, 'h'),
    asking('snooze', t`Send and snooze…`, 'y'),
    asking('later', t`Send later…`, 'l'),
    {
      id: 'reply.at-once',
      title: t`Send at once, without undo`,
      section: t`Reply`,
      keys: ['mod+shift+u'],
      when: canSend,
      run: (on) => on.sendAtOnce(),
    },
  ],
}
