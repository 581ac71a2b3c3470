import { contactName } from './demo-names.ts'
import type { World } from './world/create-world.ts'
import type { WorldCustomer } from './world/world-customers.ts'

/** A mail of the story: who writes, to which address, and how many minutes after the bad deploy. */
export interface DemoLetter {
  readonly minutesAfterDeploy: number
  readonly isEmergency: boolean
  readonly customer: WorldCustomer
  readonly subject: string
  readonly text: string
}

/** The person at a customer who writes. */
export function contactOf(customer: WorldCustomer): { name: string; email: string } {
  const { first, last } = contactName(customer.rank)
  return { name: `${first} ${last}`, email: `${first.toLowerCase()}@${customer.sites[0]}` }
}

type Wording = (site: string, name: string) => { subject: string; text: string }

const affectedWordings: readonly Wording[] = [
  (site) => ({
    subject: 'Functions return 502',
    text: `Some of our functions on ${site} answer 502 since late afternoon. Not all of them, and not always. Is something going on?`,
  }),
  (site) => ({
    subject: `Random bad gateway on ${site}`,
    text: `About a quarter of the calls to our function on ${site} end with a bad gateway. We changed nothing today.`,
  }),
  (site) => ({
    subject: 'Form submissions get lost',
    text: `Our sign-up form posts to a function on ${site}. Since about 16:30 people tell us that it fails. Please check.`,
  }),
  (site) => ({
    subject: 'API errors',
    text: `${site}: POST to our function endpoint fails on and off with 502. Retrying helps sometimes.`,
  }),
  (site) => ({
    subject: 'Webhook receiver failing',
    text: `The webhook receiver we run as a function on ${site} drops calls. The sender logs 502 from your edge.`,
  }),
  (site) => ({
    subject: 'Is there an incident?',
    text: `We see 502 on ${site} and your status page is green. Could you look?`,
  }),
]

const unrelatedWordings: readonly Wording[] = [
  (site) => ({
    subject: 'How do I purge one path?',
    text: `We want to purge a single path on ${site} from a build script. Which call is that?`,
  }),
  () => ({
    subject: 'Invoice for December',
    text: 'Our accounting asks for the December invoice with the VAT number on it.',
  }),
  (site) => ({
    subject: 'Redirect with query string',
    text: `Can a redirect on ${site} keep the query string? It is dropped at the moment.`,
  }),
  () => ({
    subject: 'Adding a team member',
    text: 'I invited a colleague twice and no mail arrives. Can you see why?',
  }),
]

function sign({ subject, text }: { subject: string; text: string }, name: string, company: string) {
  return { subject, text: `Hello,\n\n${text}\n\nRegards,\n${name}\n${company}\n` }
}

/** The mails of the story: the VIP at 18:30, six others who are hit, before and after, and four about something else. */
export function demoLetters(world: World): DemoLetter[] {
  const { slice } = world.truth
  const isHit = (customer: WorldCustomer): boolean =>
    customer.cdns.includes(slice.cdn) && customer.features.some(([feature]) => feature === slice.feature)
  const hit = world.customers
    .filter((customer) => isHit(customer) && customer !== world.vip)
    .slice(0, affectedWordings.length)
  const others = world.customers.filter((customer) => !isHit(customer)).slice(3, 3 + unrelatedWordings.length)
  const letters = (
    customers: readonly WorldCustomer[],
    wordings: readonly Wording[],
    minutes: (position: number) => number,
  ): DemoLetter[] =>
    customers.map((customer, position) => {
      const { name } = contactOf(customer)
      const wording = wordings[position]?.(customer.sites[0] ?? '', name) ?? { subject: '', text: '' }
      return {
        minutesAfterDeploy: minutes(position),
        isEmergency: false,
        customer,
        ...sign(wording, name, customer.name),
      }
    })
  return [
    ...letters(others, unrelatedWordings, (position) => 144 + position * 0.3),
    vipLetter(world.vip),
    // Some wrote before the one who calls it urgent, and some do while it is looked at.
    ...letters(hit, affectedWordings, (position) => (position < 3 ? 145.5 + position * 1.5 : 144 + position * 3)),
  ].toSorted((a, b) => a.minutesAfterDeploy - b.minutesAfterDeploy)
}

function vipLetter(vip: WorldCustomer): DemoLetter {
  const { name } = contactOf(vip)
  const wording = {
    subject: 'Checkout fails for some customers',
    text: `Our checkout on ${vip.sites[0]} fails for some people: they get a 502 when they pay. It began this afternoon and it costs us orders right now. Please call it urgent.`,
  }
  return { minutesAfterDeploy: 150, isEmergency: true, customer: vip, ...sign(wording, name, vip.name) }
}
