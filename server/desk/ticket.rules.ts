import type { Plan } from '@bellwether/contract/customers.ts'

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
