import type { Surroundings } from '../platform/context.ts'

type Ours = Pick<Surroundings, 'supportAddress' | 'emergencyAddress'>

/**
 * Which of the desk's own addresses this is, whatever its case, with or without `+anything`. Every domain
 * has a postmaster (RFC 5321, 4.5.1), whom a sender may also name without it.
 */
export function ourAddress(ours: Ours, address: string): 'support' | 'emergency' | 'postmaster' | undefined {
  const [whole, plain] = addressForms(address)
  const is = (own: string): boolean => addressForms(own)[0] === whole || addressForms(own)[0] === plain
  if (is(ours.emergencyAddress)) return 'emergency'
  if (is(ours.supportAddress)) return 'support'
  const domains = [ours.supportAddress, ours.emergencyAddress].map((own) => addressForms(own)[0].split('@').at(-1))
  const [local, domain] = plain.split('@')
  return local === 'postmaster' && (domain === undefined || domains.includes(domain)) ? 'postmaster' : undefined
}

/** In lower case, as it stands and without `+anything`. */
export function addressForms(address: string): [whole: string, plain: string] {
  const whole = address.trim().toLowerCase()
  return [whole, whole.replace(/\+[^@]*(?=@|$)/, '')]
}
