import type { PersonData } from '@bellwether/contract/privacy.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy, type PersonAtCustomer, personAt } from '../customers/customers.ts'
import { ticketsOfPerson } from '../desk/desk.ts'
import { countMailsOfPerson, isOurAddress } from '../mail/mail.ts'
import { findAnyByEmail } from '../people/people.ts'
import { erasedAddress } from '../platform/erasing/erased.ts'
import type { Context } from '../platform/context.ts'
import { allow, asPart } from '../platform/permissions.ts'

/** What is kept of whoever has this address, in numbers, and whether they can be erased. */
export async function getPersonData(ctx: Context, address: string): Promise<PersonData> {
  allow(ctx, 'privacy.write')
  return personDataOf(ctx, await personAt(ctx, address))
}

/** For verbs. */
export async function personDataOf(ctx: Context, person: PersonAtCustomer): Promise<PersonData> {
  const { addresses, names, customerIds } = person
  const { tickets, open, others } = await ticketsOfPerson(ctx, addresses)
  const customers = await customersBy(asPart(ctx), 'id', customerIds)
  return {
    addresses: [...addresses],
    names: [...names],
    customers: [...customers.values()].map(({ id, name }) => ({ id, name })),
    tickets,
    otherTickets: others,
    mails: await countMailsOfPerson(ctx, addresses),
    obstacle: (await whyOurs(ctx, addresses)) ?? whyOpen(open),
  }
}

/** Why they are nobody outside; undefined where they are. */
export async function whyOurs(ctx: Context, addresses: readonly string[]): Promise<string | undefined> {
  const desk = addresses.find((address) => isOurAddress(ctx, address))
  if (desk) return said`${desk} is an address of this desk.`
  if (addresses.includes(erasedAddress)) return said`${erasedAddress} stands for everybody who was erased.`
  const colleague = await findAnyByEmail(asPart(ctx), addresses)
  if (!colleague) return undefined
  const { email, name, deactivatedAt } = colleague
  return deactivatedAt
    ? said`${email} is ${name} of your own people, who left: what they did stays.`
    : said`${email} is ${name} of your own people: what they did stays.`
}

/** What is open is work, and an answer may be owed: it is ended by somebody who knows it. */
function whyOpen(numbers: readonly number[]): string | null {
  if (numbers.length === 0) return null
  const named = numbers.slice(0, namedMost).map((number) => `#${number}`)
  return said`Resolve first what is open: ${[...named, ...(numbers.length > namedMost ? ['…'] : [])].join(', ')}.`
}

const namedMost = 5
