import type { TicketSummary } from '@bellwether/contract/desk.ts'
import type { Report } from '@bellwether/contract/incidents.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

/** What the demo's evening has come to. */
export interface DemoFacts {
  /** Of the customer who calls it urgent. */
  readonly ticket: TicketSummary | undefined
  /** The newest one that was drafted since. */
  readonly report:
    | Pick<Report, 'id' | 'number' | 'state' | 'team' | 'rollback' | 'watch' | 'told' | 'untold'>
    | undefined
}

export type StepName = 'wait' | 'claim' | 'who-else' | 'hand-off' | 'decision' | 'recovery' | 'tell' | 'resolve'

export interface DemoStep {
  readonly name: StepName
  readonly says: string
  /** Where it is done. */
  readonly path: string | undefined
}

/** Minutes that the demo company's roll-out takes, and that pass before one is sure. */
const rollOutMinutes = 15
const spareMinutes = 3

const steps: readonly StepName[] = ['claim', 'who-else', 'hand-off', 'decision', 'recovery', 'tell', 'resolve']
export const stepCount = steps.length

/** How many steps are done: they are done in their order, whatever else was done before. */
export function stepsDone(facts: DemoFacts): number {
  const open = steps.findIndex((step) => !isDone(step, facts))
  return open === -1 ? steps.length : open
}

function isDone(step: StepName, { ticket, report }: DemoFacts): boolean {
  const isResolved = ticket?.state === 'resolved'
  if (step === 'claim') return isResolved || (ticket !== undefined && ticket.owner !== null)
  if (step === 'resolve') return isResolved
  if (report === undefined) return false
  const isRecovered = isOver(report.state)
  if (step === 'who-else') return true
  if (step === 'hand-off') return report.state !== 'draft'
  if (step === 'decision') return isRecovered || report.rollback?.state === 'accepted'
  if (step === 'recovery') return isRecovered
  return isRecovered && report.told.length > 0 && report.untold.length === 0
}

/** The next step in words; undefined when all of them are done. */
export function nextStep(facts: DemoFacts): DemoStep | undefined {
  const { ticket, report } = facts
  if (ticket === undefined)
    return { name: 'wait', says: 'In a moment a customer in trouble writes. Until then, look around.', path: undefined }
  const name = steps[stepsDone(facts)]
  if (name === undefined) return undefined
  const isOfTicket = name === 'claim' || name === 'who-else' || name === 'resolve'
  const path = isOfTicket || report === undefined ? `/tickets/${ticket.number}` : `/reports/${report.id}`
  return { name, says: wordsOf(name, facts), path }
}

function wordsOf(name: StepName, { ticket, report }: DemoFacts): string {
  const number = `#${ticket?.number ?? ''}`
  const who = ticket?.customer?.name ?? ticket?.contact.name ?? 'A customer'
  const team = report?.team?.name ?? 'the team'
  const words: Readonly<Record<StepName, string>> = {
    wait: '',
    claim: `${who} writes to the emergency address. Open ${number} and claim it: press c.`,
    'who-else': `The errors of ${who} stand beside the mail. Press w: who else? Draft the trouble report there.`,
    'hand-off': 'Write how to reproduce it, and hand the report off to Infrastructure.',
    decision:
      report?.rollback?.state === 'declined'
        ? `${team} declined the rollback. The story cannot go on from here; look around, or end the demo and begin again.`
        : `The person on call for ${team} is paged and decides within three minutes.`,
    recovery: 'The rollback goes from host to host, and the errors are watched to zero.',
    tell: 'The errors are gone. Tell everyone who wrote in, each in their own ticket.',
    resolve: `Resolve ${number}, and say how the answer was written down.`,
  }
  return words[name]
}

/** When the errors will have been at zero for long enough; undefined while nobody knows. */
export function recoversAt({ report }: DemoFacts): Date | undefined {
  const decidedAt = report?.rollback?.state === 'accepted' ? report.rollback.decidedAt : null
  if (decidedAt === null || report?.watch === null || report === undefined || isOver(report.state)) return undefined
  const minutes = rollOutMinutes + report.watch.zeroMinutes + spareMinutes
  return new Date(Date.parse(decidedAt) + minutes * 60_000)
}
