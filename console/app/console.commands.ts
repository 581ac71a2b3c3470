import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export type Place =
  | '/desk'
  | '/desk?view=mine'
  | '/unread'
  | '/drafts'
  | '/signals'
  | '/evidence'
  | '/incidents'
  | '/probes'
  | '/reports'
  | '/on-call'
  | '/pages'
  | '/customers'
  | '/figures'
  | '/settings/people'

export interface ConsoleActions {
  go: (place: Place) => void
  openPalette: () => void
  search: () => void
  undo: (() => void) | undefined
  openKeyHelp: () => void
  nextColours: () => void
  signOut: () => void
}

const place = (id: string, title: string, key: string, to: Place) => ({
  id: `go.${id}`,
  title,
  section: t`Go to`,
  keys: [`g ${key}`],
  run: (console: ConsoleActions) => console.go(to),
})

export const consoleCommands: CommandTable<ConsoleActions> = {
  scope: 'everywhere',
  commands: [
    place('queue', t`Queue`, 'q', '/desk'),
    place('mine', t`My tickets`, 'm', '/desk?view=mine'),
    place('unread', t`Unread`, 'u', '/unread'),
    place('drafts', t`Drafts`, 'd', '/drafts'),
    place('signals', t`Signals`, 's', '/signals'),
    place('evidence', t`Evidence`, 'e', '/evidence'),
    place('incidents', t`Incidents`, 'i', '/incidents'),
    place('probes', t`Probes`, 'b', '/probes'),
    place('reports', t`Trouble reports`, 'r', '/reports'),
    place('on-call', t`On call`, 'o', '/on-call'),
    place('pages', t`Pages`, 'p', '/pages'),
    place('customers', t`Customers`, 'c', '/customers'),
    place('figures', t`Figures`, 'f', '/figures'),
    place('settings', t`Settings`, 't', '/settings/people'),
    {
      id: 'console.palette',
      title: t`Find or do anything`,
      section: t`Console`,
      keys: ['mod+k'],
      run: (console) => console.openPalette(),
    },
    {
      id: 'console.search',
      title: t`Search this list, or everything said on tickets`,
      section: t`Console`,
      keys: ['/'],
      run: (console) => console.search(),
    },
    {
      id: 'console.undo',
      title: t`Undo what was done last`,
      section: t`Console`,
      keys: ['u', 'mod+z'],
      when: (console) => console.undo !== undefined,
      run: (console) => console.undo?.(),
    },
    {
      id: 'console.keys',
      title: t`Show all keys`,
      section: t`Console`,
      keys: ['?'],
      run: (console) => console.openKeyHelp(),
    },
    {
      id: 'console.colours',
      title: t`Change between light, dark and automatic colours`,
      section: t`Console`,
      run: (console) => console.nextColours(),
    },
    { id: 'console.sign-out', title: t`Sign out`, section: t`Console`, run: (console) => console.signOut() },
  ],
}
