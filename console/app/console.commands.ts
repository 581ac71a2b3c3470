import type { CommandTable } from '../ui/commands.ts'

export type Place =
  | '/desk'
  | '/desk?view=mine'
  | '/unread'
  | '/signals'
  | '/evidence'
  | '/reports'
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
  section: 'Go to',
  keys: [`g ${key}`],
  run: (console: ConsoleActions) => console.go(to),
})

export const consoleCommands: CommandTable<ConsoleActions> = {
  scope: 'everywhere',
  commands: [
    place('queue', 'Queue', 'q', '/desk'),
    place('mine', 'My tickets', 'm', '/desk?view=mine'),
    place('unread', 'Unread', 'u', '/unread'),
    place('signals', 'Signals', 's', '/signals'),
    place('evidence', 'Evidence', 'e', '/evidence'),
    place('reports', 'Trouble reports', 'r', '/reports'),
    place('pages', 'Pages', 'p', '/pages'),
    place('customers', 'Customers', 'c', '/customers'),
    place('figures', 'Figures', 'f', '/figures'),
    place('settings', 'Settings', 't', '/settings/people'),
    {
      id: 'console.palette',
      title: 'Find or do anything',
      section: 'Console',
      keys: ['mod+k'],
      run: (console) => console.openPalette(),
    },
    {
      id: 'console.search',
      title: 'Search this list, or everything said on tickets',
      section: 'Console',
      keys: ['/'],
      run: (console) => console.search(),
    },
    {
      id: 'console.undo',
      title: 'Undo what was done last',
      section: 'Console',
      keys: ['u', 'mod+z'],
      when: (console) => console.undo !== undefined,
      run: (console) => console.undo?.(),
    },
    {
      id: 'console.keys',
      title: 'Show all keys',
      section: 'Console',
      keys: ['?'],
      run: (console) => console.openKeyHelp(),
    },
    {
      id: 'console.colours',
      title: 'Change between light, dark and automatic colours',
      section: 'Console',
      run: (console) => console.nextColours(),
    },
    { id: 'console.sign-out', title: 'Sign out', section: 'Console', run: (console) => console.signOut() },
  ],
}
