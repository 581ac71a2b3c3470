import { listErrorClasses, recordDeploy, recordRollOut } from '@bellwether/contract/evidence.ts'
import type { Ticket } from '@bellwether/contract/desk.ts'
import { draftReport, editReport, getReport, handOffReport, type Report } from '@bellwether/contract/incidents.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { givenCustomer, givenTicket } from '../desk/desk.builders.ts'
import type { World } from '../testing/start-world.ts'

// A slice is believed only where so many hosts and customers bear it out.
const hosts = Array.from({ length: 12 }, (_, at) => `pop${at}-h1`)
const customersHit = 12
const cdns = ['north', 'south', 'east', 'west', 'polar']
const stepSeconds = 30

/** An error that only one CDN's requests meet, on every host that runs the deploy. */
export interface Fault {
  readonly classId: string
  readonly deployId: string
  readonly service: string
  readonly customers: readonly string[]
  readonly message: string
}

export interface NewFault {
  readonly service: string
  /** Keys of the customers who are hit. */
  readonly customers: readonly string[]
  readonly message: string
  readonly deploy?: { version?: string; title?: string; by?: string }
}

/** An hour of traffic, with a deploy half an hour ago and since then an error for these customers. */
export async function givenFault(world: World, fault: NewFault): Promise<Fault> {
  const { service } = fault
  const now = world.clock.now().getTime()
  const startedAt = new Date(now - 30 * 60_000).toISOString()
  const deploy = { service, version: '2.0.0', title: 'An urgent fix', by: 'ines', startedAt, ...fault.deploy }
  const { id: deployId } = await world.ana.call(recordDeploy, { body: deploy })
  const rollOut = hosts.map((host) => JSON.stringify({ host, at: startedAt }))
  await post(world, urlOf(recordRollOut, { params: { id: deployId } }), rollOut)
  await keepTraffic(world, { ...fault, fails: false }, { from: now - 3_600_000, to: now - 30 * 60_000 })
  await keepTraffic(world, { ...fault, fails: true }, { from: now - 30 * 60_000, to: now })
  await world.app.flushEvidence()
  const query = { where: [`service.name=${service}`], errors: true }
  const [found] = (await world.ana.call(listErrorClasses, { query })).items
  if (!found) throw new Error('the errors made no class')
  return { ...fault, classId: found.id, deployId }
}

/** Moves the clock while requests go on, failing or not. */
export async function passMinutes(
  world: World,
  fault: Fault,
  pass: { minutes: number; fails: boolean },
): Promise<void> {
  const from = world.clock.now().getTime()
  world.clock.advance(pass.minutes * 60_000)
  await keepTraffic(world, { ...fault, fails: pass.fails }, { from, to: world.clock.now().getTime() })
  await world.forward({})
}

async function keepTraffic(
  world: World,
  fault: Pick<Fault, 'service' | 'customers' | 'message'> & { fails: boolean },
  time: { from: number; to: number },
): Promise<void> {
  const lines: string[] = []
  for (let at = time.from; at < time.to; at += stepSeconds * 1000) {
    for (const [position, customer] of fault.customers.entries()) {
      for (const [turn, cdn] of cdns.entries()) {
        const isHit = fault.fails && cdn === 'north'
        lines.push(
          JSON.stringify({
            // None of them is the first of every customer.
            timestamp: new Date(at + position * 10 + ((turn + position) % cdns.length)).toISOString(),
            kind: 'request',
            'service.name': fault.service,
            'host.name': hosts[(at / 1000 / stepSeconds + position) % hosts.length],
            'customer.id': customer,
            site: `www.${customer}.test`,
            cdn,
            'http.response.status_code': isHit ? 502 : 200,
            ...(isHit ? { 'error.message': fault.message } : {}),
          }),
        )
      }
    }
  }
  await post(world, '/api/evidence/events', lines)
}

async function post(world: World, path: string, lines: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await world.ana.raw(path, { method: 'POST', headers, body: lines.join('\n') })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
}

// Letters only, since the class of a message drops numbers.
const words = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'omega',
  'sigma',
  'kappa',
  'theta',
  'lambda',
  'zeta',
  'epsilon',
  'iota',
  'mu',
  'omicron',
  'tau',
  'rho',
  'phi',
  'chi',
  'psi',
  'xi',
  'nu',
  'eta',
  'pi',
  'upsilon',
  'digamma',
  'koppa',
]

export const reproduction = 'curl -i https://www.example.test/checkout answers 502 in every second try.'

/** Troubles of a world that has the team `infrastructure`, one after the other, each with a word of its own. */
export function troublesIn(world: () => World) {
  let count = 0

  /** Errors of their own, a customer who is hit, and the ticket that they wrote. */
  async function given(): Promise<{ fault: Fault; key: string; ticket: Ticket }> {
    const word = words[(count += 1)] ?? ''
    // Two faults at one time would each be a suspect of the other.
    world().clock.advance(2 * 3_600_000)
    await givenCustomer(world(), word)
    const customers = [word, ...Array.from({ length: customersHit - 1 }, (_, at) => `${word}-${at + 2}`)]
    const fault = await givenFault(world(), {
      service: `proxy-${word}`,
      customers,
      message: `${word} upstream refused`,
    })
    const text = `www.${word}.test is down`
    const ticket = await givenTicket(world(), { from: `vera@${word}.test`, subject: `Down ${word}`, text })
    return { fault, key: word, ticket }
  }

  const reportOf = (id: string): Promise<Report> => world().ana.call(getReport, { params: { id } })
  const draft = (fault: Fault, ticketIds: string[] = []): Promise<Report> =>
    world().ana.call(draftReport, { body: { classId: fault.classId, ticketIds } })

  async function handedOff(fault: Fault, ticketIds: string[] = [], askRollback = true): Promise<Report> {
    const { id } = await draft(fault, ticketIds)
    await world().ana.call(editReport, { params: { id }, body: { reproduction } })
    return world().ana.call(handOffReport, { params: { id }, body: { team: 'infrastructure', askRollback } })
  }

  async function recovered(): Promise<{ report: Report; ticket: Ticket; key: string }> {
    const { fault, key, ticket } = await given()
    const { id } = await handedOff(fault, [ticket.id])
    await passMinutes(world(), fault, { minutes: 17, fails: false })
    return { report: await reportOf(id), ticket, key }
  }

  return { given, reportOf, draft, handedOff, recovered }
}
