/** One thing a person can do, by key, palette, button or menu. `A` is what it needs to run. */
export interface Command<A> {
  readonly id: string
  readonly title: string
  readonly section: string
  /** Any of these presses runs it, e.g. `j`, `Enter`, `g q`, `mod+k`. A capital letter means with Shift. */
  readonly keys?: readonly string[]
  readonly when?: (actions: A) => boolean
  readonly run: (actions: A) => void
}

/** Commands that are on at the same time; no two in one scope share keys. */
export interface CommandTable<A> {
  readonly scope: string
  readonly commands: readonly Command<A>[]
}

export interface BoundCommand {
  readonly id: string
  readonly title: string
  readonly section: string
  readonly keys: readonly string[]
  readonly isOn: boolean
  readonly run: () => void
}

export const bind = <A>(table: CommandTable<A>, actions: A): BoundCommand[] =>
  table.commands.map((command) => ({
    id: command.id,
    title: command.title,
    section: command.section,
    keys: command.keys ?? [],
    isOn: command.when?.(actions) ?? true,
    run: () => command.run(actions),
  }))

export const findCommand = (commands: readonly BoundCommand[], id: string): BoundCommand => {
  const found = commands.find((command) => command.id === id)
  if (found === undefined) throw new Error(`There is no command "${id}"`)
  return found
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The press of a keyboard event in the notation of `keys`. */
export function pressOf(event: Press): string | null {
  if (event.altKey) return null
  // A space parts the presses of a command.
  if (!event.ctrlKey && !event.metaKey) return event.key === ' ' ? 'Space' : event.key
  // Of a letter Shift makes another press; of what else a key gives it may be the only way to it.
  const key = event.key.toLowerCase()
  return event.shiftKey && /^[a-z]$/.test(key) ? `mod+shift+${key}` : `mod+${key}`
}

/** Finds what a press means, given the first press of a two-press command that may be pending. */
export function commandFor(
  commands: readonly BoundCommand[],
  press: string,
  pending: string | null,
): BoundCommand | null {
  const wanted = pending === null ? press : `${pending} ${press}`
  return commands.find((command) => command.isOn && command.keys.includes(wanted)) ?? null
}

export const startsTwoPresses = (commands: readonly BoundCommand[], press: string): boolean =>
  commands.some((command) => command.isOn && command.keys.some((keys) => keys.startsWith(`${press} `)))

/** How a key is written on a key cap. */
export function keyCapsOf(keys: string, isApple: boolean): string[] {
  return keys.split(' ').flatMap((press) => {
    if (press.startsWith('mod+shift+')) return [isApple ? '⌘' : 'Ctrl', 'Shift', capOf(press.slice(10))]
    if (press.startsWith('mod+')) return [isApple ? '⌘' : 'Ctrl', capOf(press.slice(4))]
    if (/^[A-Z]$/.test(press)) return ['Shift', press]
    return [capOf(press)]
  })
}

const capOf = (key: string): string => {
  if (key === 'Enter') return '↵'
  if (key === 'Escape') return 'Esc'
  return key.length === 1 ? key.toUpperCase() : key
}
