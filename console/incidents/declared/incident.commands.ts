import type { Incident, IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import type { CommandTable } from '../../ui/commands.ts'
import { t } from '../../ui/words.ts'

export interface IncidentActions {
  incident: Incident
  mayWrite: boolean
  write: () => void
  add: () => void
  decide: () => void
  judge: () => void
  rename: () => void
  close: () => void
  reopen: () => void
  merge: () => void
  split: () => void
  up: () => void
}

const section = t`Incident`
const isOpen = ({ incident, mayWrite }: IncidentActions): boolean => mayWrite && incident.closedAt === null

/** Nothing of it goes on, and it is decided what customers read. */
const mayClose = ({ decision, reports }: Incident): boolean =>
  decision !== null && reports.every(({ state }) => isOver(state))

export const incidentCommands: CommandTable<IncidentActions> = {
  scope: 'incident',
  commands: [
    {
      id: 'incident.write',
      title: t`Write down what happened`,
      section,
      keys: ['n'],
      when: ({ mayWrite }) => mayWrite,
      run: (actions) => actions.write(),
    },
    {
      id: 'incident.add',
      title: t`Add what belongs to it`,
      section,
      keys: ['a'],
      when: isOpen,
      run: (actions) => actions.add(),
    },
    {
      id: 'incident.decide',
      title: t`Decide what customers read`,
      section,
      keys: ['d'],
      when: isOpen,
      run: (actions) => actions.decide(),
    },
    {
      id: 'incident.judge',
      title: t`Choose how severe it is`,
      section,
      keys: ['s'],
      when: isOpen,
      run: (actions) => actions.judge(),
    },
    {
      id: 'incident.rename',
      title: t`Rename the incident`,
      section,
      keys: ['r'],
      when: isOpen,
      run: (actions) => actions.rename(),
    },
    {
      id: 'incident.close',
      title: t`Close the incident`,
      section,
      keys: ['e'],
      when: (actions) => isOpen(actions) && mayClose(actions.incident),
      run: (actions) => actions.close(),
    },
    {
      id: 'incident.reopen',
      title: t`Open it again`,
      section,
      keys: ['O'],
      when: ({ incident, mayWrite }) => mayWrite && incident.closedAt !== null && incident.mergedInto === null,
      run: (actions) => actions.reopen(),
    },
    {
      id: 'incident.merge',
      title: t`Merge it into another incident`,
      section,
      keys: ['m'],
      when: isOpen,
      run: (actions) => actions.merge(),
    },
    {
      id: 'incident.split',
      title: t`Split some of it off`,
      section,
      keys: ['p'],
      when: (actions) => isOpen(actions) && partsOf(actions.incident).length > 1,
      run: (actions) => actions.split(),
    },
    { id: 'incident.up', title: t`Back to the incidents`, section, keys: ['Escape'], run: (actions) => actions.up() },
  ],
}

interface NamedPart extends IncidentPart {
  readonly name: string
}

/** What an incident is made of, each with its name. */
export function partsOf({ parts, reports, signals, ticketList, pages }: Incident): NamedPart[] {
  const names = new Map([
    ...reports.map(({ id, number, title }) => [id, `R${number} ${title}`] as const),
    ...signals.map(({ id, title }) => [id, title] as const),
    ...ticketList.map(({ id, number, subject }) => [id, `#${number} ${subject}`] as const),
    ...pages.map(({ id, title }) => [id, title] as const),
  ])
  return parts.map((part) => ({ ...part, name: names.get(part.id) ?? '' }))
}
