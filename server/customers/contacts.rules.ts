import { randomUUID } from 'node:crypto'

/** A contact as somebody names it. */
export interface NamedContact {
  readonly name: string
  readonly email: string
  readonly otherEmails: readonly string[]
}

/** A contact as it will be: `emails` are those that it has at least. */
export interface PlannedContact {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emails: readonly string[]
}

/** Whose an address is now. */
export interface AddressOwner {
  readonly contactId: string
  readonly customerId: string
  readonly name: string
  /** The primary address of that contact. */
  readonly primary: string
  /** Those that were asked for. */
  readonly emails: ReadonlySet<string>
}

/** The same address twice in one input means it once: contacts of one primary address are one, with the last name. */
export function contactsIn(named: readonly NamedContact[]): NamedContact[] {
  const contacts = new Map<string, { name: string; others: string[] }>()
  for (const { name, email, otherEmails } of named) {
    const others = contacts.get(email.toLowerCase())?.others ?? []
    contacts.set(email.toLowerCase(), { name, others: [...others, ...otherEmails.map((one) => one.toLowerCase())] })
  }
  const claimed = new Set(contacts.keys())
  return [...contacts].map(([email, { name, others }]) => {
    const otherEmails = [...new Set(others)].filter((one) => !claimed.has(one))
    for (const one of otherEmails) claimed.add(one)
    return { name, email, otherEmails }
  })
}

export const emailsOf = ({ email, otherEmails }: NamedContact): string[] => [email, ...otherEmails]

/**
 * Which contacts of the customer these are: whoever has one of their addresses there, or has their primary one
 * anywhere and moves with it; else somebody new. As a whole, each is what is said of it; otherwise, one who is
 * named by an address besides the primary one keeps that, and their name.
 */
export function plannedContacts(
  named: readonly NamedContact[],
  owners: ReadonlyMap<string, AddressOwner>,
  { customerId, isWhole }: { customerId: string; isWhole: boolean },
): PlannedContact[] {
  const planned = new Map<string, PlannedContact>()
  for (const one of named) {
    const owner = ownerOf(one, owners, customerId)
    const before = owner && planned.get(owner.contactId)
    const isNobodyYet = owner === undefined || (isWhole && before !== undefined)
    const next = isNobodyYet ? newContact(one) : knownContact(one, { owner, before, isWhole })
    planned.set(next.id, next)
  }
  return [...planned.values()]
}

const newContact = (one: NamedContact): PlannedContact => ({
  id: randomUUID(),
  name: one.name,
  email: one.email,
  emails: emailsOf(one),
})

function knownContact(
  one: NamedContact,
  { owner, before, isWhole }: { owner: AddressOwner; before: PlannedContact | undefined; isWhole: boolean },
): PlannedContact {
  const isByTheWay = !isWhole && owner.emails.has(one.email) && owner.primary !== one.email
  const said = isByTheWay ? (before ?? { name: owner.name, email: owner.primary }) : one
  const emails = [...new Set([...(before?.emails ?? []), ...emailsOf(one)])]
  return { id: owner.contactId, name: said.name, email: said.email, emails }
}

const ownerOf = (
  one: NamedContact,
  owners: ReadonlyMap<string, AddressOwner>,
  customerId: string,
): AddressOwner | undefined =>
  emailsOf(one)
    .flatMap((email) => owners.get(email) ?? [])
    .find((owner) => owner.customerId === customerId || owner.primary === one.email)
