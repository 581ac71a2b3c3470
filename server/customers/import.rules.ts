import type { ImportChange } from '@bellwether/contract/customers.ts'
import type { CustomerAnswer } from './present-customer.ts'

const undoableDays = 30

/** Imports from then on can be undone; what they replaced is kept so long and no longer. */
export const undoableSince = (now: Date): Date => new Date(now.getTime() - undoableDays * 86_400_000)

/** What became of a customer, in words: what goes and what comes. */
export function differences(before: CustomerAnswer | undefined, after: CustomerAnswer): ImportChange[] {
  const [old, next] = [before ? wordsOf(before) : new Map<string, string[]>(), wordsOf(after)]
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((field) => {
    const [from, to] = [new Set(old.get(field)), new Set(next.get(field))]
    const change = { field, from: [...from.difference(to)], to: [...to.difference(from)] }
    return change.from.length + change.to.length > 0 ? [change] : []
  })
}

const wordsOf = (customer: CustomerAnswer): Map<string, string[]> =>
  new Map([
    ['name', [customer.name]],
    ['plan', [customer.plan]],
    ['isVip', customer.isVip ? ['VIP'] : []],
    ['accountManager', customer.accountManager ? [customer.accountManager.name] : []],
    ['sites', customer.sites],
    ['mailDomains', customer.mailDomains],
    ['contacts', customer.contacts.map(contactWords)],
    ...Object.entries(customer.fields).map(([key, value]): [string, string[]] => [`fields.${key}`, [String(value)]]),
  ])

const contactWords = ({ name, email, otherEmails }: CustomerAnswer['contacts'][number]): string =>
  `${name} <${[email, ...otherEmails].join(', ')}>`
