import type { CommandTable } from '../../ui/commands.ts'
import { t } from '../../ui/words.ts'

interface PartActions {
  mayDeclare: boolean
  declare: () => void
}

/** Of what may be part of an incident, beside the commands of its own. */
export const partCommands: CommandTable<PartActions> = {
  scope: 'part',
  commands: [
    {
      id: 'part.declare',
      title: t`Declare an incident, or go to it`,
      section: t`Incident`,
      keys: ['I'],
      when: ({ mayDeclare }) => mayDeclare,
      run: (actions) => actions.declare(),
    },
  ],
}
