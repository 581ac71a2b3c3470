import type { CommandTable } from '../ui/commands.ts'
import type { EvidenceTab } from './evidence-view.ts'

export interface EvidenceActions {
  whoElse: (() => void) | undefined
  show: (tab: EvidenceTab) => void
  filter: () => void
}

const section = 'Evidence'

export const evidenceCommands: CommandTable<EvidenceActions> = {
  scope: 'evidence',
  commands: [
    {
      id: 'evidence.who-else',
      title: 'Who else has this error?',
      section,
      keys: ['w'],
      when: (evidence) => evidence.whoElse !== undefined,
      run: (evidence) => evidence.whoElse?.(),
    },
    {
      id: 'evidence.filter',
      title: 'Filter the evidence',
      section,
      keys: ['f'],
      run: (evidence) => evidence.filter(),
    },
    {
      id: 'evidence.classes',
      title: 'Show the errors',
      section,
      keys: ['1'],
      run: (evidence) => evidence.show('classes'),
    },
    {
      id: 'evidence.events',
      title: 'Show the events',
      section,
      keys: ['2'],
      run: (evidence) => evidence.show('events'),
    },
    {
      id: 'evidence.attributes',
      title: 'Show the attributes',
      section,
      keys: ['3'],
      run: (evidence) => evidence.show('attributes'),
    },
  ],
}
