import type { ImportedReport } from '@bellwether/contract/incidents.ts'
import { said } from '@bellwether/contract/said.ts'
import { type GivenInstant, pastFaults } from '../platform/calendar/past-instants.ts'

interface Fault {
  readonly pointer: string
  readonly detail: string
}

/** What there is here to which a report of the past refers: teams by slug, imported tickets by reference. */
export interface Known {
  readonly teams: ReadonlyMap<string, string>
  readonly tickets: ReadonlyMap<string, string>
}

/** Everything for which reports of the past are refused, each fault where it stands. */
export function importFaults(reports: readonly ImportedReport[], known: Known, now: Date): Fault[] {
  const firstWith = new Map(reports.map(({ reference }, at) => [reference, at] as const).toReversed())
  return reports.flatMap((report, at) => {
    const pointer = `/reports/${at}`
    const isTwice = firstWith.get(report.reference) !== at
    return [
      ...(isTwice ? [{ pointer: `${pointer}/reference`, detail: said`Another report of this import has it.` }] : []),
      ...pastFaults(statesOf(report, pointer), now),
      ...pastFaults(entriesOf(report, pointer), now),
      ...unknown(report, known, pointer),
    ]
  })
}

const statesOf = ({ createdAt, handedOffAt, recoveredAt }: ImportedReport, pointer: string): GivenInstant[] => [
  { pointer: `${pointer}/createdAt`, at: createdAt },
  { pointer: `${pointer}/handedOffAt`, at: handedOffAt },
  { pointer: `${pointer}/recoveredAt`, at: recoveredAt },
]

/** What was noted may be older than its report, and go on when that is over. */
const entriesOf = ({ timeline }: ImportedReport, pointer: string): GivenInstant[] =>
  timeline.map(({ at }, position) => ({ pointer: `${pointer}/timeline/${position}/at`, at }))

const unknown = ({ team, tickets }: ImportedReport, known: Known, pointer: string): Fault[] => [
  ...(known.teams.has(team) ? [] : [{ pointer: `${pointer}/team`, detail: said`There is no team "${team}".` }]),
  ...tickets.flatMap((reference, position) =>
    known.tickets.has(reference)
      ? []
      : { pointer: `${pointer}/tickets/${position}`, detail: said`No ticket was imported with this reference.` },
  ),
]
