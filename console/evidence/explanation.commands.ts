import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export interface ExplanationActions {
  draft: () => void
  up: () => void
}

export const explanationCommands: CommandTable<ExplanationActions> = {
  scope: 'explanation',
  commands: [
    {
      id: 'explanation.draft',
      title: t`Draft a trouble report from this`,
      section: t`Explanation`,
      keys: ['R'],
      run: (explanation) => explanation.draft(),
    },
    {
      id: 'explanation.up',
      title: t`Back`,
      section: t`Explanation`,
      keys: ['Escape'],
      run: (explanation) => explanation.up(),
    },
  ],
}
