import type { ImportedTicket } from '@bellwether/contract/desk.ts'
import { contactOf } from '../demo-letters.ts'
import { staff, visitor } from '../demo-names.ts'
import type { Random } from '../world/seeded-random.ts'
import type { WorldCustomer } from '../world/world-customers.ts'
import { hoursIn, nextAtWork } from './working-hours.ts'

const minute = 60_000

/** Support, by where they work: between them somebody is there for most of the day. */
const support = [visitor, staff.tom].map(({ name, email, timeZone }) => ({
  name,
  email,
  hours: { timeZone, from: 8, until: 18 },
}))

const greetings = ['Hello,', 'Hi,', 'Hi there,', 'Good day,', 'Dear support team,']
const goodbyes = ['Regards,', 'Thanks,', 'Best wishes,', 'Thank you in advance,', 'Kind regards,']
const thanks = [
  'That did it, thank you!',
  'Works now. Thank you for the quick answer.',
  'Perfect, thanks. You can close this.',
  'Great, thank you. That was exactly what we needed.',
  'Thanks, solved on our side.',
  'Thank you, all good again.',
]

/** A conversation that is written down message by message, each after the one before. */
export interface Thread {
  readonly at: () => Date
  /** The customer writes when they are at work, at the earliest after so many minutes. */
  ask(minutes: number, text: string): void
  /** Whoever of support is at work first answers. */
  answer(minutes: number, text: string): void
  thank(minutes: number): void
  /** The ticket, resolved by support after so many minutes. */
  resolve(minutes: number, about: Pick<ImportedTicket, 'reference' | 'subject' | 'documentation'>): ImportedTicket
}

/** Begins one at the first working time of the customer from then on, or at once where something is broken. */
export function beginThread(random: Random, customer: WorldCustomer, from: Date, isUrgent = false): Thread {
  const contact = contactOf(customer)
  const [firstName] = contact.name.split(' ')
  const hours = hoursIn(customer.country)
  const messages: ImportedTicket['messages'] = []
  const site = random.pick(customer.sites)
  let owner: string | null = null
  let now = isUrgent ? from : nextAtWork(from, hours)
  const say = (direction: 'in' | 'out', name: string, text: string): void => {
    messages.push({ direction, at: now.toISOString(), author: { name }, text: text.replaceAll('{site}', site) })
  }
  const later = (minutes: number): Date => new Date(now.getTime() + minutes * minute)
  return {
    at: () => now,
    ask(minutes, text) {
      if (messages.length > 0) now = nextAtWork(later(minutes), hours)
      const [greeting, goodbye] = [random.pick(greetings), random.pick(goodbyes)]
      say('in', contact.name, `${greeting}\n\n${text}\n\n${goodbye}\n${contact.name}\n${customer.name}`)
    },
    answer(minutes, text) {
      const wanted = later(minutes)
      const { name, email, at } = support
        .map((one) => ({ ...one, at: nextAtWork(wanted, one.hours) }))
        .reduce((first, one) => (one.at < first.at ? one : first))
      now = at
      owner ??= email
      say('out', name, `Hello ${firstName},\n\n${text}\n\nBest regards,\n${name}`)
    },
    thank(minutes) {
      now = nextAtWork(later(minutes), hours)
      say('in', contact.name, `${random.pick(thanks)}\n\n${contact.name}`)
    },
    resolve(minutes, about) {
      const createdAt = messages[0]?.at ?? now.toISOString()
      return { ...about, contact, owner, createdAt, messages, resolvedAt: later(minutes).toISOString() }
    },
  }
}

/** Mostly within the hour, now and then not before the next day. */
export const answerMinutes = (random: Random): number =>
  Math.ceil(random.next() < 0.06 ? 900 + random.below(600) : 6 + random.exponential(55))
export const replyMinutes = (random: Random): number => Math.ceil(15 + random.exponential(110))
