import type { Plan } from '@bellwether/contract/customers.ts'

/** Who must act next. */
export type BallHolder = { holder: 'support' | 'customer'; teamId: null } | { holder: 'team'; teamId: string }

/** What just happened to a ticket, as far as the ball cares. `customer-waits`: they wrote, or did not hear from us. */
export type TicketEvent =
  | { kind: 'customer-waits' }
  | { kind: 'customer-answered' }
  | { kind: 'handed-off'; teamId: string }
  | { kind: 'hand-off-ended'; answeredCustomer: boolean }

const withSupport: BallHolder = { holder: 'support', teamId: null }
const withCustomer: BallHolder = { holder: 'customer', teamId: null }

/**
 * Where the ball goes, given the team of the open hand-off. While a team is asked it stays there whatever else is written: only the end
 * of the hand-off takes it back, so a question can never be forgotten because somebody typed.
 */
export function ballAfter(askedTeamId: string | null, event: TicketEvent): BallHolder {
  switch (event.kind) {
    case 'customer-waits':
      return askedTeamId ? { holder: 'team', teamId: askedTeamId } : withSupport
    case 'customer-answered':
      return askedTeamId ? { holder: 'team', teamId: askedTeamId } : withCustomer
    case 'handed-off':
      return { holder: 'team', teamId: event.teamId }
    case 'hand-off-ended':
      return event.answeredCustomer ? withCustomer : withSupport
  }
}

const minute = 60_000
const firstResponseMinutes: Record<Plan, number> = { premium: 60, pro: 240, free: 1440 }
const urgentMinutes = 15

/**
 * When the customer must have heard from us: the promise of their plan, sooner for an emergency. It is
 * the same for a first letter, a later one, a ticket that is reopened and an answer that did not arrive.
 */
export function responseDueAt(startedAt: Date, customer: { plan: Plan } | null, isUrgent: boolean): Date {
  const minutes = isUrgent ? urgentMinutes : firstResponseMinutes[customer?.plan ?? 'free']
  return new Date(startedAt.getTime() + minutes * minute)
}

/** A quarter of the time to the answer, but at least 5 minutes and at most an hour. */
export function acknowledgeDueAt(askedAt: Date, answerDueAt: Date): Date {
  const quarter = (answerDueAt.getTime() - askedAt.getTime()) / 4
  const allowed = Math.min(Math.max(quarter, 5 * minute), 60 * minute)
  return new Date(Math.min(askedAt.getTime() + allowed, answerDueAt.getTime()))
}
