import { createContext, useContext, useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { bind, commandFor, pressOf, startsTwoPresses, type BoundCommand, type CommandTable } from './commands.ts'

type Source = () => BoundCommand[]

interface CommandRegistry {
  add: (source: Source) => () => void
  /** All that is on, what was opened last first. */
  all: () => BoundCommand[]
  subscribe: (listener: () => void) => () => void
  version: () => number
}

function registryOf(): CommandRegistry {
  const sources = new Set<Source>()
  const listeners = new Set<() => void>()
  let version = 0
  const changed = (): void => {
    version += 1
    for (const listener of listeners) listener()
  }
  return {
    add: (source) => {
      sources.add(source)
      changed()
      return () => {
        sources.delete(source)
        changed()
      }
    },
    all: () => [...sources].toReversed().flatMap((source) => source()),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}

const RegistryContext = createContext<CommandRegistry>(registryOf())

const takesText = 'textarea, select, input:not([type=checkbox], [type=radio])'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(takesText))

const ownsItsKeys = (event: KeyboardEvent): boolean => {
  if (!(event.target instanceof Element)) return false
  if (event.target.closest('[role=menu],[role=listbox],[role=dialog]') !== null) return true
  // A space does nothing to a link.
  if (event.key === 'Enter' && event.target.closest('a') !== null) return true
  return (
    (event.key === 'Enter' || event.key === ' ') && event.target.closest('button,summary,input,[role=tab]') !== null
  )
}

const isDialogOpen = (): boolean => document.querySelector('[role=dialog]') !== null

/** Fields that were emptied by typing: there the text comes back by the field's own undoing. */
const emptiedByHand = new WeakSet<EventTarget>()

const noteTyped = ({ target }: Event): void => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
  if (target.value === '') emptiedByHand.add(target)
  else emptiedByHand.delete(target)
}

/** Keys with which a field works on its own text; one that is empty since its text was sent has nothing to undo. */
const isOfField = (press: string, target: EventTarget | null): boolean =>
  press === 'mod+a' ||
  (press === 'mod+z' && ((target as HTMLTextAreaElement).value !== '' || emptiedByHand.has(target as Element)))

/** The press when it is meant for a command; Escape while typing leaves the field. */
function pressFor(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || isDialogOpen() || ownsItsKeys(event)) return null
  const press = pressOf(event)
  if (press === null || !isTyping(event.target)) return press
  if (press.startsWith('mod+')) return isOfField(press, event.target) ? null : press
  if (press === 'Escape') (event.target as HTMLElement).blur()
  return null
}

const twoPressMs = 1200

function listen(registry: CommandRegistry): () => void {
  let pending: { press: string; untilMs: number } | null = null
  const onKeyDown = (event: KeyboardEvent): void => {
    const press = pressFor(event)
    if (press === null) return
    const commands = registry.all()
    const before = pending !== null && pending.untilMs > event.timeStamp ? pending.press : null
    pending = null
    const command = commandFor(commands, press, before)
    if (command !== null) {
      event.preventDefault()
      command.run()
    } else if (startsTwoPresses(commands, press)) pending = { press, untilMs: event.timeStamp + twoPressMs }
  }
  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('input', noteTyped)
  return () => {
    window.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('input', noteTyped)
  }
}

/** Holds the one key listener of the console. */
export function CommandKeys({ children }: { children: ReactNode }) {
  const registry = useMemo(() => registryOf(), [])
  useEffect(() => listen(registry), [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

/** Turns a table on while the component is shown; answers its commands for buttons and menus. */
export function useCommands<A>(table: CommandTable<A>, actions: A): BoundCommand[] {
  const registry = useContext(RegistryContext)
  const bound = bind(table, actions)
  const latest = useRef(bound)
  useEffect(() => {
    latest.current = bound
  })
  useEffect(() => registry.add(() => latest.current), [registry])
  return bound
}

/** Everything that can be done now, for the palette and the key help. */
export function useAllCommands(): BoundCommand[] {
  const registry = useContext(RegistryContext)
  useSyncExternalStore(registry.subscribe, registry.version)
  return registry.all()
}
