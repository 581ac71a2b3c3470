import type { ImportedTicket } from '@bellwether/contract/desk.ts'
import type { ImportedReport } from '@bellwether/contract/incidents.ts'
import type { Random } from '../world/seeded-random.ts'
import type { WorldCustomer } from '../world/world-customers.ts'
import { beginThread, replyMinutes } from './past-thread.ts'
import type { PastTrouble } from './past-troubles.ts'

const minute = 60_000
const day = 86_400_000

/** A report with the tickets about it: everyone who wrote in heard twice, that it is seen and that it is over. */
export function makeTrouble(
  random: Random,
  trouble: PastTrouble,
  of: { reference: string; customers: readonly WorldCustomer[]; friday: Date },
): { report: ImportedReport; tickets: ImportedTicket[] } {
  const start = startOf(trouble, of.friday)
  const after = (minutes: number): Date => new Date(start + minutes * minute)
  const hit = of.customers.filter(({ features }) => features.some(([feature]) => feature === trouble.feature))
  const tickets = random
    .shuffled(hit)
    .slice(0, trouble.asked.length)
    .map((customer, turn) => {
      const thread = beginThread(random, customer, after(8 + 6 * turn + random.below(5)), true)
      const minutesUntil = (minutes: number): number => (after(minutes).getTime() - thread.at().getTime()) / minute
      const [subject, text] = trouble.asked[turn] ?? ['', '']
      thread.ask(0, text)
      thread.answer(Math.max(4 + random.below(9), minutesUntil(trouble.handedOffAfter + 1 + turn)), trouble.seen)
      thread.answer(minutesUntil(trouble.recoveredAfter + 3 + 2 * turn), trouble.over)
      if (random.next() < 0.5) thread.thank(replyMinutes(random))
      const documentation = {
        outcome: 'not-needed' as const,
        url: null,
        reason: 'The trouble report says what it was.',
      }
      return thread.resolve(10, { reference: `${of.reference}-${turn + 1}`, subject, documentation })
    })
  const report = {
    reference: of.reference,
    ...trouble.text,
    createdAt: after(trouble.reportedAfter).toISOString(),
    handedOffAt: after(trouble.handedOffAfter).toISOString(),
    team: trouble.team,
    recoveredAt: after(trouble.recoveredAfter).toISOString(),
    timeline: trouble.timeline.map((entry) => ({
      at: after(entry.after).toISOString(),
      who: entry.who,
      what: entry.what,
    })),
    tickets: tickets.map(({ reference }) => reference),
  }
  return { report, tickets }
}

function startOf({ daysBefore, startsAt }: PastTrouble, friday: Date): number {
  const on = new Date(friday.getTime() - daysBefore * day).toISOString().slice(0, 10)
  return Date.parse(`${on}T${startsAt}:00.000Z`)
}
