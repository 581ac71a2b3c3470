import type { CommandTable } from '../../ui/commands.ts'
import { t } from '../../ui/words.ts'

interface IncidentsActions {
  mayWrite: boolean
  declare: () => void
}

export const incidentsCommands: CommandTable<IncidentsActions> = {
  scope: 'incidents',
  commands: [
    {
      id: 'incidents.declare',
      title: t`Declare an incident`,
      section: t`Incident`,
      keys: ['n'],
      when: ({ mayWrite }) => mayWrite,
      run: (actions) => actions.declare(),
    },
  ],
}
