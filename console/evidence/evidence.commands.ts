import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'
import type { EvidenceTab } from './evidence-view.ts'

export interface EvidenceActions {
  whoElse: (() => void) | undefined
  show: (tab: EvidenceTab) => void
  filter: () => void
}

const section = t`Evidence`

export const evidenceCommands: CommandTable<EvidenceActions> = {
  scope: 'evidence',
  commands: [
    {
      id: 'evidence.who-else',
      title: t`Who else has this error?`,
      section,
      keys: ['w'],
      when: (evidence) => evidence.whoElse !== undefined,
      run: (evidence) => evidence.whoElse?.(),
    },
    {
      id: 'evidence.filter',
      title: t`Filter the evidence`,
      section,
      keys: ['f'],
      run: (evidence) => evidence.filter(),
    },
    {
      id: 'evidence.classes',
      title: t`Show the errors`,
      section,
      keys: ['1'],
      run: (evidence) => evidence.show('classes'),
    },
    {
      id: 'evidence.events',
      title: t`Show the events`,
      section,
      keys: ['2'],
      run: (evidence) => evidence.show('events'),
    },
    {
      id: 'evidence.attributes',
      title: t`Show the attributes`,
      section,
      keys: ['3'],
      run: (evidence) => evidence.show('attributes'),
    },
  ],
}
