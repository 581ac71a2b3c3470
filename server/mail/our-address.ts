import { builtInAddresses } from '../platform/config/built-in-addresses.ts'
import type { MailboxRow } from './mailbox.store.ts'
import type { Mailboxes } from './open-mailboxes.ts'

interface Ours {
  readonly mailboxes: Pick<Mailboxes, 'all'>
}

/** The mailbox of this address, whatever its case; `+anything` is left out where no mailbox is named by it. */
export function mailboxOf({ mailboxes }: Ours, address: string): MailboxRow | undefined {
  const [whole, plain] = addressForms(address)
  const named = (form: string): MailboxRow | undefined => mailboxes.all().find(({ address: one }) => one === form)
  return named(whole) ?? named(plain)
}

/**
 * Whether mail to this address is mail to us. Every domain has a postmaster (RFC 5321, 4.5.1), whom a sender may
 * also name without it.
 */
export function isOurAddress(ours: Ours, address: string): boolean {
  return mailboxOf(ours, address) !== undefined || isPostmaster(ours, address)
}

export function isPostmaster(ours: Ours, address: string): boolean {
  const [local, domain] = addressForms(address)[1].split('@')
  return local === 'postmaster' && (domain === undefined || ourDomains(ours).includes(domain))
}

const ourDomains = ({ mailboxes }: Ours): (string | undefined)[] =>
  mailboxes.all().map(({ address }) => domainOf(address))

const domainOf = (address: string): string | undefined => address.split('@')[1]

/** Whether anybody has said which addresses are the organisation's: until then there are the built-in ones alone. */
export function areAddressesNamed({ mailboxes }: Ours): boolean {
  const builtIn = Object.values(builtInAddresses)
  return mailboxes.all().some(({ address }) => !builtIn.includes(address))
}

/**
 * What is to become of mail to this address: `stray` is one that nobody has set up, and that may be ours. Addresses
 * that were taken away, or that only send, are not wanted.
 */
export function welcomeOf(ours: Ours & { mailboxes: Pick<Mailboxes, 'former'> }, address: string): Welcome {
  const mailbox = mailboxOf(ours, address)
  if (mailbox) return mailbox.receives ? 'ours' : 'unwanted'
  if (isPostmaster(ours, address)) return 'ours'
  const forms = addressForms(address)
  const domain = domainOf(forms[1])
  if (!domain || ours.mailboxes.former().some((former) => forms.includes(former))) return 'unwanted'
  return !areAddressesNamed(ours) || ourDomains(ours).includes(domain) ? 'stray' : 'unwanted'
}

export type Welcome = 'ours' | 'stray' | 'unwanted'

/** The mailbox by which something leaves: this one where it may, else the default one. */
export function sendingMailbox({ mailboxes }: Ours, id: string | null | undefined): MailboxRow {
  const all = mailboxes.all()
  const found = all.find((mailbox) => mailbox.id === id && mailbox.sends) ?? all.find(({ isDefault }) => isDefault)
  if (!found) throw new Error('there is no mailbox by which mail leaves')
  return found
}

/**
 * An address of the first mailbox that receives mail, with a tag behind its name that says more; undefined where none
 * does, or where none has a name that leaves room for it (RFC 5321, 4.5.3.1.1).
 */
export function taggedAddress({ mailboxes }: Ours, tag: string): string | undefined {
  const addresses = mailboxes.all().flatMap(({ receives, address }) => (receives ? [address.split('@')] : []))
  const [local, domain] = addresses.find(([name = '']) => name.length + 1 + tag.length <= localMax) ?? []
  return domain === undefined ? undefined : `${local}+${tag}@${domain}`
}

const localMax = 64

/** In lower case, as it stands and without `+anything`. */
export function addressForms(address: string): [whole: string, plain: string] {
  const whole = address.trim().toLowerCase()
  return [whole, whole.replace(/\+[^@]*(?=@|$)/, '')]
}
