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

export function isPostmaster({ mailboxes }: Ours, address: string): boolean {
  const [local, domain] = addressForms(address)[1].split('@')
  const domains = mailboxes.all().map((mailbox) => mailbox.address.split('@').at(-1))
  return local === 'postmaster' && (domain === undefined || domains.includes(domain))
}

/** The mailbox by which something leaves: this one where it may, else the default one. */
export function sendingMailbox({ mailboxes }: Ours, id: string | null | undefined): MailboxRow {
  const all = mailboxes.all()
  const found = all.find((mailbox) => mailbox.id === id && mailbox.sends) ?? all.find(({ isDefault }) => isDefault)
  if (!found) throw new Error('there is no mailbox by which mail leaves')
  return found
}

/** In lower case, as it stands and without `+anything`. */
export function addressForms(address: string): [whole: string, plain: string] {
  const whole = address.trim().toLowerCase()
  return [whole, whole.replace(/\+[^@]*(?=@|$)/, '')]
}
