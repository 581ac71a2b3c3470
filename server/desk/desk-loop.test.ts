import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Actor } from '../platform/context.ts'
import type { Caller } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from './desk.builders.ts'
import { returnFromIncident, tellCustomer } from './tell-customer.ts'

/*
 * Any order of verbs, through HTTP, with two teams that may be asked at once: what is allowed happens, what is
 * not is refused, and after each it is right who must act and which clocks run.
 */
let world: World
let ines: Caller
const teams = ['infrastructure', 'network'] as const
type TeamName = (typeof teams)[number]
const teamIds = new Map<TeamName, string>()
let stories = 0
beforeAll(async () => {
  world = await startWorld()
  for (const team of teams) teamIds.set(team, await world.team(team))
  ines = await world.person('Ines', { teams: [...teams] })
})
afterAll(() => world.stop())

/** What the desk should know about the ticket, kept beside it. */
interface Model {
  state: 'open' | 'resolved'
  asked: Partial<Record<TeamName, 'asked' | 'acknowledged' | 'asked-back'>>
  /** An answer or a refusal is in that support has not gone on from. */
  hasAnswer: boolean
  owes: 'support' | 'customer'
  customerWaits: boolean
  /** The customer was told of an incident that goes on, and was promised a next word. */
  waitsFor: boolean
  promised: boolean
  owner: string | null
  /** The newest hand-off to each team, and to whom each that ended was returned. */
  handOffs: Partial<Record<TeamName, string>>
  returnedTo: Map<string, string | null>
}

interface Step {
  /** Whether the desk should let it through; changes the model when it does. */
  readonly expected: (model: Model) => boolean
  readonly take: (ticket: WholeTicket, model: Model) => Promise<unknown>
}

const isAsked = (model: Model): boolean => Object.keys(model.asked).length > 0
const holderIn = (model: Model): desk.Ticket['waitingOn']['holder'] => {
  if (model.state === 'resolved') return 'nobody'
  if (model.hasAnswer || Object.values(model.asked).includes('asked-back')) return 'support'
  if (isAsked(model)) return 'teams'
  return model.owes === 'customer' && model.waitsFor ? 'incident' : model.owes
}
const change = (model: Model, to: Partial<Model>): true => Boolean(Object.assign(model, to)) as true

/** A word to the customer alone ends what they wait for, but for the end of an incident. */
const answered = ({ waitsFor, promised }: Model) =>
  ({ owes: 'customer', customerWaits: false, promised: promised && waitsFor }) as const

/** What was promised of an incident that goes on is owed again. */
const opened = ({ state, waitsFor, promised }: Model) =>
  ({ state: 'open', promised: state === 'resolved' ? waitsFor : promised }) as const

const incident = { id: '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c', name: 'R1', path: '/reports/1' }
async function asInes(): Promise<Actor> {
  const { person } = await ines.call(getMe, {})
  return { kind: 'person', personId: person.id, name: 'Ines', teamIds: [], permissions: new Set(['desk.write']) }
}

const handOff = { question: 'Why?', mayReplyToCustomer: true }
const nowhere = '00000000-0000-4000-8000-000000000000'
const paramsOf = (ticket: WholeTicket) => ({ params: { id: ticket.id } })

const ofSupport: Record<string, Step> = {
  'the customer writes': {
    expected: (model) => change(model, { owes: 'support', customerWaits: true, ...opened(model) }),
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
      return change(model, { ...answered(model), hasAnswer: false, owner: model.owner ?? 'Ana' })
    },
    take: (ticket) => {
      const body = { text: 'An answer.', seenMessageId: ticket.newestMessageId }
      return world.ana.call(desk.replyToTicket, { ...paramsOf(ticket), body })
    },
  },
  'Ines claims it': {
    expected: (model) => {
      if (model.state === 'resolved' || (model.owner ?? 'Ines') !== 'Ines') return false
      return change(model, { owner: 'Ines' })
    },
    take: (ticket) => ines.call(desk.claimTicket, { ...paramsOf(ticket), body: {} }),
  },
  'support resolves': {
    expected: (model) => {
      if (model.state === 'resolved' || isAsked(model)) return false
      return change(model, { state: 'resolved', hasAnswer: false, customerWaits: false, promised: false })
    },
    take: (ticket) => world.ana.call(desk.resolveTicket, { ...paramsOf(ticket), body: {} }),
  },
  'support reopens': {
    expected: (model) =>
      model.state === 'resolved' && change(model, { owes: 'support', customerWaits: true, ...opened(model) }),
    take: (ticket) => world.ana.call(desk.reopenTicket, paramsOf(ticket)),
  },
  'an incident is told': {
    expected: (model) =>
      model.state === 'resolved'
        ? change(model, { waitsFor: true })
        : change(model, { owes: 'customer', customerWaits: false, waitsFor: true, promised: true }),
    take: async (ticket) => {
      const nextBy = new Date(world.clock.now().getTime() + 30 * 60_000)
      const ctx = { ...world.app.contextFor('test'), actor: await asInes() }
      await tellCustomer(ctx, ticket.id, { text: 'We know.', answeredUntil: world.clock.now(), incident, nextBy })
      await world.settle()
    },
  },
  'the incident is over': {
    expected: (model) =>
      !model.waitsFor || change(model, { waitsFor: false, owes: model.state === 'open' ? 'support' : model.owes }),
    take: (ticket) => returnFromIncident(world.app.contextFor('test'), ticket.id, incident.id),
  },
  'twenty minutes pass': { expected: () => true, take: () => world.forward({ minutes: 20 }) },
}

/** What may be done about the question to one team. */
function ofTeam(team: TeamName): Record<string, Step> {
  const endOf = (model: Model) => ({ params: { id: model.handOffs[team] ?? nowhere } })
  const ended = (model: Model, to: Partial<Model>): boolean => {
    if (!model.asked[team]) return false
    const { [team]: _, ...asked } = model.asked
    model.returnedTo.set(model.handOffs[team] ?? '', model.owner)
    return change(model, { asked, ...to })
  }
  const other = team === 'network' ? 'infrastructure' : 'network'
  return {
    [`support asks ${team}`]: {
      expected: (model) => {
        if (model.state === 'resolved' || model.asked[team]) return false
        const asked = { ...model.asked, [team]: 'asked' as const }
        return change(model, { asked, hasAnswer: false, owes: 'support', owner: model.owner ?? 'Ana' })
      },
      take: async (ticket, model) => {
        const dueAt = new Date(world.clock.now().getTime() + 40 * 60_000).toISOString()
        const body = { ...handOff, toTeam: teamIds.get(team) ?? '', dueAt }
        const { openHandOffs } = await world.ana.call(desk.handOffTicket, { ...paramsOf(ticket), body })
        model.handOffs[team] = openHandOffs.find((one) => one.askedTeam.slug === team)?.id ?? nowhere
      },
    },
    [`${team} acknowledges`]: {
      expected: (model) =>
        model.asked[team] === 'asked' && change(model, { asked: { ...model.asked, [team]: 'acknowledged' } }),
      take: (_, model) => ines.call(desk.acknowledgeHandOff, endOf(model)),
    },
    [`${team} answers`]: {
      expected: (model) => ended(model, { hasAnswer: true }),
      take: (_, model) => ines.call(desk.answerHandOff, { ...endOf(model), body: { text: 'Because.' } }),
    },
    [`${team} answers the customer`]: {
      expected: (model) => ended(model, answered(model)),
      take: (_, model) => {
        const body = { text: 'Hello.', toCustomer: true }
        return ines.call(desk.answerHandOff, { ...endOf(model), body })
      },
    },
    [`${team} asks back`]: {
      expected: (model) =>
        (model.asked[team] === 'asked' || model.asked[team] === 'acknowledged') &&
        change(model, { asked: { ...model.asked, [team]: 'asked-back' } }),
      take: (_, model) => ines.call(desk.askBack, { ...endOf(model), body: { text: 'Which host?' } }),
    },
    [`support replies to ${team}`]: {
      expected: (model) =>
        model.asked[team] === 'asked-back' && change(model, { asked: { ...model.asked, [team]: 'acknowledged' } }),
      take: (_, model) => world.ana.call(desk.replyToHandOff, { ...endOf(model), body: { text: 'This one.' } }),
    },
    [`${team} passes it on`]: {
      expected: (model) => {
        if (model.asked[other]) return false
        const passed = model.handOffs[team] ?? ''
        if (!ended(model, {})) return false
        model.returnedTo.set(passed, null)
        return change(model, { asked: { ...model.asked, [other]: 'asked' } })
      },
      take: async (_, model) => {
        const body = { toTeam: teamIds.get(other) ?? '', reason: 'Theirs.' }
        const { openHandOffs } = await ines.call(desk.passOnHandOff, { ...endOf(model), body })
        model.handOffs[other] = openHandOffs.find((one) => one.askedTeam.slug === other)?.id ?? nowhere
      },
    },
    [`${team} declines`]: {
      expected: (model) => ended(model, { hasAnswer: true }),
      take: (_, model) => ines.call(desk.declineHandOff, { ...endOf(model), body: { reason: 'Not ours.' } }),
    },
    [`support withdraws its question to ${team}`]: {
      expected: (model) => ended(model, {}),
      take: (_, model) => world.ana.call(desk.withdrawHandOff, endOf(model)),
    },
  }
}

const steps: Record<string, Step> = { ...ofSupport, ...ofTeam('infrastructure'), ...ofTeam('network') }

const isDone = (work: Promise<unknown>): Promise<boolean | string> =>
  work.then(
    () => true,
    (error: Error) => (/answered 4\d\d/.test(error.message) ? false : error.message),
  )

function checkClocks(ticket: WholeTicket, model: Model): void {
  const handOffs = ticket.timeline.flatMap((one) => (one.kind === 'hand-off' ? [one.handOff] : []))
  const clocks = [...ticket.clocks, ...handOffs.flatMap((one) => one.clocks)]
  for (const { name, startedAt, dueAt, stoppedAt, breachedAt } of clocks) {
    if (dueAt === null) {
      // What a team has asked back is support's to say: until then its clock stands still.
      expect([name, stoppedAt, breachedAt]).toEqual(['answer', null, null])
      expect(Object.values(model.asked)).toContain('asked-back')
      continue
    }
    expect(dueAt > startedAt && (stoppedAt ?? startedAt) >= startedAt).toBe(true)
    expect(breachedAt).toBe((stoppedAt ?? world.clock.now().toISOString()) > dueAt ? dueAt : null)
  }
  const running = ticket.clocks.filter((clock) => clock.stoppedAt === null)
  expect(running.filter((clock) => clock.name.endsWith('response'))).toHaveLength(model.customerWaits ? 1 : 0)
  expect(running.filter((clock) => clock.name === 'promise')).toHaveLength(model.promised ? 1 : 0)
  expect(ticket.nextDueAt).toBe(running.flatMap((clock) => clock.dueAt ?? []).toSorted()[0] ?? null)
  const begun = handOffs.filter((one) => one.passedOn.length === 0)
  expect(begun.map((one) => one.round)).toEqual(begun.map((_, position) => position + 1))
  for (const one of handOffs)
    expect(handOffs.filter(({ id }) => one.passedOn.some((earlier) => earlier.id === id))).toHaveLength(
      one.passedOn.length,
    )
  for (const one of handOffs)
    expect([one.id, one.returnedTo?.name ?? null]).toEqual([one.id, model.returnedTo.get(one.id) ?? null])
}

/** Each team that is asked has its own clocks, and no other has one. */
function checkQuestions(ticket: WholeTicket, model: Model): void {
  const expected = { asked: ['acknowledge', 'answer'], acknowledged: ['answer'], 'asked-back': ['answer'] }
  const open = ticket.openHandOffs.map(({ askedTeam, state, clocks }) => {
    const running = clocks.filter((clock) => clock.stoppedAt === null).map((clock) => clock.name)
    return [askedTeam.slug, [state, ...running.toSorted()]] as const
  })
  const asked = Object.entries(model.asked).map(([team, state]) => [team, [state, ...expected[state]]] as const)
  expect(Object.fromEntries(open)).toEqual(Object.fromEntries(asked))
  expect(open).toHaveLength(asked.length)
  expect(ticket.waitingOn.teams.map(({ slug }) => slug)).toEqual(ticket.openHandOffs.map((one) => one.askedTeam.slug))
}

/** However tickets went through their states: what is kept is what could be counted. */
async function checkKeptCounts(): Promise<void> {
  const facets = 'state, waiting_on, cardinality(waiting_on_teams) > 0 as asked, owner_id, documented_as is not null'
  const counted = await world.sql(`select ${facets} as done, count(*) as n from desk.tickets group by 1, 2, 3, 4, 5`)
  const kept = await world.sql(
    `select state, waiting_on, is_team_asked as asked, owner_id, is_documented as done, sum(count)::bigint as n
     from desk.ticket_counts group by 1, 2, 3, 4, 5 having sum(count) <> 0`,
  )
  const inOrder = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted()
  expect(inOrder(kept)).toEqual(inOrder(counted))
}

async function play(story: readonly string[]): Promise<void> {
  stories += 1
  const from = `vera@story-${stories}.test`
  const headers = { 'Message-ID': `<loop-${stories}@customer.test>` }
  let ticket = await givenTicket(world, { from, subject: `Story ${stories} begins`, headers })
  const model: Model = {
    state: 'open',
    asked: {},
    hasAnswer: false,
    owes: 'support',
    customerWaits: true,
    waitsFor: false,
    promised: false,
    owner: null,
    handOffs: {},
    returnedTo: new Map(),
  }
  for (const name of story) {
    const step = steps[name]
    if (!step) throw new Error(`There is no step "${name}"`)
    expect([name, await isDone(step.take(ticket, model))]).toEqual([name, step.expected(model)])
    ticket = await again(world, ticket)
    expect([name, ticket.state, ticket.waitingOn.holder]).toEqual([name, model.state, holderIn(model)])
    expect(ticket.owner?.name ?? null).toBe(model.owner)
    checkQuestions(ticket, model)
    checkClocks(ticket, model)
  }
}

test('whatever is done in whatever order, it is right who must act, and every clock is', async () => {
  const story = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 6, maxLength: 14 })
  const rare = ['an incident is told', 'support resolves', 'an incident is told', 'support reopens', 'support resolves']
  const examples: [string[]][] = [[[...rare, 'the incident is over', 'the customer writes']]]
  await fc.assert(fc.asyncProperty(story, play), { numRuns: 20, examples, endOnFailure: true })
  await checkKeptCounts()
}, 90_000)
