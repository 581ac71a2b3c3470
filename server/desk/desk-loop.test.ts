import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket } from './desk.builders.ts'

/* Any order of verbs, through HTTP: what is allowed happens, what is not is refused, and the ball and the clocks are right after each. */
let world: World
let ines: Caller
let team: string
let stories = 0
beforeAll(async () => {
  world = await startWorld()
  team = await world.team('infrastructure')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
})
afterAll(() => world.stop())

/** What the desk should know about the ticket, kept beside it. */
interface Model {
  state: 'open' | 'resolved'
  asked: 'asked' | 'acknowledged' | null
  ball: 'support' | 'customer' | 'team' | 'nobody'
  customerWaits: boolean
  owner: string | null
  rounds: number
  /** Of the newest hand-off. */
  handOffId: string
}

interface Step {
  /** Whether the desk should let it through; changes the model when it does. */
  readonly expected: (model: Model) => boolean
  readonly take: (ticket: desk.Ticket, model: Model) => Promise<unknown>
}

const ended = (model: Model, answeredCustomer: boolean): boolean => {
  if (!model.asked) return false
  Object.assign(model, { asked: null, ball: answeredCustomer ? 'customer' : 'support' })
  if (answeredCustomer) model.customerWaits = false
  return true
}
const handOff = { toTeam: '', question: 'Why?', mayReplyToCustomer: true }
const paramsOf = (ticket: desk.Ticket) => ({ params: { id: ticket.id } })
const endOf = (model: Model) => ({ params: { id: model.handOffId } })

const steps: Record<string, Step> = {
  'the customer writes': {
    expected: (model) => {
      if (!model.asked) model.ball = 'support'
      return Boolean(Object.assign(model, { state: 'open', customerWaits: true }))
    },
    take: async (ticket) => {
      const first = ticket.timeline.find((one) => one.kind === 'message')
      const headers = { References: `<${first?.id}@none> <loop-${ticket.subject.split(' ')[1]}@customer.test>` }
      const { raw, envelope } = letter({ from: ticket.contact.email, text: 'Any news?', headers })
      await world.deliver(raw, { ...envelope, to: [supportAddress] })
      await world.settle()
    },
  },
  'support replies': {
    expected: (model) => {
      if (model.state === 'resolved') return false
      if (!model.asked) model.ball = 'customer'
      return Boolean(Object.assign(model, { customerWaits: false, owner: model.owner ?? 'Ana' }))
    },
    take: (ticket) => {
      const body = { text: 'An answer.', seenMessageId: ticket.newestMessageId }
      return world.ana.call(desk.replyToTicket, { ...paramsOf(ticket), body })
    },
  },
  'Ines claims it': {
    expected: (model) => {
      if (model.state === 'resolved' || (model.owner ?? 'Ines') !== 'Ines') return false
      return Boolean(Object.assign(model, { owner: 'Ines' }))
    },
    take: (ticket) => ines.call(desk.claimTicket, { ...paramsOf(ticket), body: {} }),
  },
  'support asks a team': {
    expected: (model) => {
      if (model.state === 'resolved' || model.asked) return false
      const change = { asked: 'asked', ball: 'team', rounds: model.rounds + 1, owner: model.owner ?? 'Ana' }
      return Boolean(Object.assign(model, change))
    },
    take: async (ticket, model) => {
      const dueAt = new Date(world.clock.now().getTime() + 40 * 60_000).toISOString()
      const body = { ...handOff, toTeam: team, dueAt }
      const asked = await world.ana.call(desk.handOffTicket, { ...paramsOf(ticket), body })
      model.handOffId = asked.openHandOff?.id ?? ''
    },
  },
  'the team acknowledges': {
    expected: (model) => model.asked === 'asked' && Boolean(Object.assign(model, { asked: 'acknowledged' })),
    take: (_, model) => ines.call(desk.acknowledgeHandOff, endOf(model)),
  },
  'the team answers': {
    expected: (model) => ended(model, false),
    take: (_, model) => ines.call(desk.answerHandOff, { ...endOf(model), body: { text: 'Because.' } }),
  },
  'the team answers the customer': {
    expected: (model) => ended(model, true),
    take: (_, model) => ines.call(desk.answerHandOff, { ...endOf(model), body: { text: 'Hello.', toCustomer: true } }),
  },
  'the team declines': {
    expected: (model) => ended(model, false),
    take: (_, model) => ines.call(desk.declineHandOff, { ...endOf(model), body: { reason: 'Not ours.' } }),
  },
  'support withdraws': {
    expected: (model) => ended(model, false),
    take: (_, model) => world.ana.call(desk.withdrawHandOff, endOf(model)),
  },
  'support resolves': {
    expected: (model) => {
      if (model.state === 'resolved' || model.asked) return false
      return Boolean(Object.assign(model, { state: 'resolved', ball: 'nobody', customerWaits: false }))
    },
    take: (ticket) => world.ana.call(desk.resolveTicket, { ...paramsOf(ticket), body: {} }),
  },
  'support reopens': {
    expected: (model) =>
      model.state === 'resolved' &&
      Boolean(Object.assign(model, { state: 'open', ball: 'support', customerWaits: true })),
    take: (ticket) => world.ana.call(desk.reopenTicket, paramsOf(ticket)),
  },
  'twenty minutes pass': { expected: () => true, take: () => world.forward({ minutes: 20 }) },
}

const isDone = (work: Promise<unknown>): Promise<boolean | string> =>
  work.then(
    () => true,
    (error: Error) => (/answered 4\d\d/.test(error.message) ? false : error.message),
  )

function checkClocks(ticket: desk.Ticket, model: Model): void {
  const handOffs = ticket.timeline.flatMap((one) => (one.kind === 'hand-off' ? [one.handOff] : []))
  const clocks = [...ticket.clocks, ...handOffs.flatMap((one) => one.clocks)]
  for (const { startedAt, dueAt, stoppedAt, breachedAt } of clocks) {
    expect(dueAt > startedAt && (stoppedAt ?? startedAt) >= startedAt).toBe(true)
    expect(breachedAt).toBe((stoppedAt ?? world.clock.now().toISOString()) > dueAt ? dueAt : null)
  }
  const running = ticket.clocks.filter((clock) => clock.stoppedAt === null)
  const ofTeam = { asked: ['acknowledge', 'answer'], acknowledged: ['answer'] }
  expect(running.map((clock) => clock.name).filter((name) => !name.endsWith('response'))).toEqual(
    model.asked ? ofTeam[model.asked] : [],
  )
  expect(running.filter((clock) => clock.name.endsWith('response'))).toHaveLength(model.customerWaits ? 1 : 0)
  if (model.customerWaits) expect(['support', 'team']).toContain(ticket.ball.holder)
  expect(ticket.nextDueAt).toBe(running.map((clock) => clock.dueAt).toSorted()[0] ?? null)
  expect(handOffs.map((one) => one.round)).toEqual(handOffs.map((_, position) => position + 1))
  const owners = handOffs.filter((one) => one.outcome !== null).map((one) => one.returnedTo?.name ?? null)
  expect(owners.every((name) => name === 'Ana' || name === 'Ines')).toBe(true)
  if (model.asked === null && owners.length > 0) expect(owners.at(-1)).toBe(model.owner)
}

async function play(story: readonly string[]): Promise<void> {
  stories += 1
  const from = `vera@story-${stories}.test`
  const headers = { 'Message-ID': `<loop-${stories}@customer.test>` }
  let ticket = await givenTicket(world, { from, subject: `Story ${stories} begins`, headers })
  const model: Model = {
    state: 'open',
    asked: null,
    ball: 'support',
    customerWaits: true,
    owner: null,
    rounds: 0,
    handOffId: '00000000-0000-4000-8000-000000000000',
  }
  for (const name of story) {
    const step = steps[name]
    if (!step) throw new Error(`There is no step "${name}"`)
    expect([name, await isDone(step.take(ticket, model))]).toEqual([name, step.expected(model)])
    ticket = await again(world, ticket)
    expect(ticket).toMatchObject({ state: model.state, ball: { holder: model.ball } })
    expect(ticket.ball.team === null).toBe(model.asked === null)
    expect(ticket.openHandOff?.state ?? null).toBe(model.asked)
    expect(ticket.owner?.name ?? null).toBe(model.owner)
    checkClocks(ticket, model)
  }
}

test('whatever is done in whatever order, one holds the ball and both clocks are right', async () => {
  const story = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 6, maxLength: 12 })
  await fc.assert(fc.asyncProperty(story, play), { numRuns: 12, endOnFailure: true })
}, 60_000)
