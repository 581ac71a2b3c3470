import type { CommandTable } from '../ui/commands.ts'

export interface ExplanationActions {
  draft: () => void
  up: () => void
}

export const explanationCommands: CommandTable<ExplanationActions> = {
  scope: 'explanation',
  commands: [
    {
      id: 'explanation.draft',
      title: 'Draft a trouble report from this',
      section: 'Explanation',
      keys: ['R'],
      run: (explanation) => explanation.draft(),
    },
    {
      id: 'explanation.up',
      title: 'Back',
      section: 'Explanation',
      keys: ['Escape'],
      run: (explanation) => explanation.up(),
    },
  ],
}
