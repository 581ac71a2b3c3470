import type { TicketSummary } from '@bellwether/contract/desk.ts'
import type { Report } from '@bellwether/contract/incidents.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { t } from '../ui/words.ts'

/** What the demo's evening has come to. */
export interface DemoFacts {
  /** Of the customer who calls it urgent. */
  readonly ticket: TicketSummary | undefined
  /** The newest one that was drafted since. */
  readonly report:
    | Pick<Report, 'id' | 'number' | 'state' | 'team' | 'rollback' | 'watch' | 'told' | 'untold'>
    | undefined
}

type Ticket = NonNullable<DemoFacts['ticket']>
type Trouble = NonNullable<DemoFacts['report']>

interface Step {
  readonly name: StepName
  readonly isDone: (ticket: Ticket, report: Trouble | undefined) => boolean
  readonly says: (ticket: Ticket, report: Trouble | undefined) => string
  /** Done on the ticket or on the report. */
  readonly on: 'ticket' | 'report'
}

type StepName = 'claim' | 'answer' | 'who-else' | 'hand-off' | 'decision' | 'recovery' | 'tell' | 'resolve'

export interface DemoStep {
  readonly name: StepName | 'wait'
  readonly says: string
  /** Where it is done. */
  readonly path: string | undefined
}

/** Minutes that the demo company's roll-out takes, and that pass before one is sure. */
const rollOutMinutes = 15
const spareMinutes = 3

const whoWrites = ({ customer, contact }: Ticket): string => customer?.name ?? contact.name
const isUnanswered = ({ clocks }: Ticket): boolean =>
  clocks.some(({ name, stoppedAt }) => name === 'first-response' && stoppedAt === null)
const isRecovered = (report: Trouble | undefined): boolean => report !== undefined && isOver(report.state)
const isAccepted = (report: Trouble | undefined): boolean => report?.rollback?.state === 'accepted'

const steps: readonly Step[] = [
  {
    name: 'claim',
    isDone: ({ owner, state }) => owner !== null || state === 'resolved',
    says: (ticket) =>
      t`${whoWrites(ticket)} writes to the emergency address. Open #${ticket.number} and claim it: press c.`,
    on: 'ticket',
  },
  {
    name: 'answer',
    isDone: (ticket) => ticket.state === 'resolved' || !isUnanswered(ticket),
    says: (ticket) =>
      t`Tell ${whoWrites(ticket)} that you are on it: press r. The clock of the first answer runs beside the subject.`,
    on: 'ticket',
  },
  {
    name: 'who-else',
    isDone: (_, report) => report !== undefined,
    says: (ticket) =>
      t`The errors of ${whoWrites(ticket)} stand beside the mail. Press w: who else? Draft the trouble report there.`,
    on: 'ticket',
  },
  {
    name: 'hand-off',
    isDone: (_, report) => report !== undefined && report.state !== 'draft',
    says: () => t`Write how to reproduce it, and hand the report off to Infrastructure.`,
    on: 'report',
  },
  {
    name: 'decision',
    isDone: (_, report) => isRecovered(report) || isAccepted(report),
    says: (_, report) =>
      report?.rollback?.state === 'declined'
        ? t`${teamOf(report)} declined the rollback. The story cannot go on from here; look around, or end the demo and begin again.`
        : t`The person on call for ${teamOf(report)} is paged and decides within three minutes.`,
    on: 'report',
  },
  {
    name: 'recovery',
    isDone: (_, report) => isRecovered(report),
    says: () => t`The rollback goes from host to host, and the errors are watched to zero.`,
    on: 'report',
  },
  {
    name: 'tell',
    isDone: (_, report) => isRecovered(report) && report?.untold.length === 0 && report.told.length > 0,
    says: () => t`The errors are gone. Tell everyone who wrote in, each in their own ticket.`,
    on: 'report',
  },
  {
    name: 'resolve',
    isDone: ({ state }) => state === 'resolved',
    says: ({ number }) => t`Resolve #${number}, and say how the answer was written down.`,
    on: 'ticket',
  },
]
export const stepCount = steps.length

const teamOf = (report: Trouble | undefined): string => report?.team?.name ?? t`the team`

/** How many steps are done: they are done in their order, whatever else was done before. */
export function stepsDone({ ticket, report }: DemoFacts): number {
  if (ticket === undefined) return 0
  const open = steps.findIndex((step) => !step.isDone(ticket, report))
  return open === -1 ? steps.length : open
}

/** The next step in words; undefined when all of them are done. */
export function nextStep(facts: DemoFacts): DemoStep | undefined {
  const { ticket, report } = facts
  if (ticket === undefined)
    return {
      name: 'wait',
      says: t`In a moment a customer in trouble writes. Until then, look around.`,
      path: undefined,
    }
  const step = steps[stepsDone(facts)]
  if (step === undefined) return undefined
  const path = step.on === 'ticket' || report === undefined ? `/tickets/${ticket.number}` : `/reports/${report.id}`
  return { name: step.name, says: step.says(ticket, report), path }
}

/** When the errors will have been at zero for long enough; undefined while nobody knows. */
export function recoversAt({ report }: DemoFacts): Date | undefined {
  if (report === undefined || isRecovered(report) || !isAccepted(report)) return undefined
  const decidedAt = report.rollback?.decidedAt ?? null
  if (decidedAt === null || report.watch === null) return undefined
  const minutes = rollOutMinutes + report.watch.zeroMinutes + spareMinutes
  return new Date(Date.parse(decidedAt) + minutes * 60_000)
}
