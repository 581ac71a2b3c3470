import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { draftReport, getReport, tellCustomers } from '@bellwether/contract/incidents.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { letter, type Letter } from '../../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket, type WholeTicket } from '../desk.builders.ts'

let world: World
let team: string
let count = 0
beforeAll(async () => {
  world = await startWorld()
  team = await world.team('infrastructure')
})
afterAll(() => world.stop())

const receive = async (over: Letter): Promise<void> => {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, { ...envelope, to: [over.to ?? supportAddress] })
  await world.settle()
}

const merge = async (
  from: { id: string },
  into: string | number,
  over: { acrossCustomers?: boolean } = {},
): Promise<WholeTicket> =>
  again(world, await world.ana.call(desk.mergeTicket, { params: { id: from.id }, body: { into, ...over } }))
const refusedMerge = async (from: { id: string }, into: string | number): Promise<string> =>
  (await world.ana.refused(desk.mergeTicket, { params: { id: from.id }, body: { into } })).problem.type
const reply = async (ticket: { id: string }, text = 'An answer.'): Promise<void> => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text, seenMessageId } })
  await world.settle()
}
const texts = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'message' || one.kind === 'note' ? [one.text.trim()] : []))
const running = (ticket: WholeTicket): desk.Clock[] => ticket.clocks.filter((clock) => clock.stoppedAt === null)
const lines = (ticket: WholeTicket): string[] =>
  ticket.timeline.flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))

/** Two tickets of one contact, the second by a mail that gives the first's number in its subject. */
async function given(): Promise<{ key: string; into: WholeTicket; from: WholeTicket; fromId: string }> {
  const key = `m${(count += 1)}`
  await givenCustomer(world, key)
  const into = await givenTicket(world, { from: `vera@${key}.test`, subject: `First ${key}.`, text: 'One.' })
  world.clock.advance(60_000)
  const fromId = `<second-${key}@t.test>`
  const from = await givenTicket(world, {
    from: `vera@${key}.test`,
    subject: `Second ${key}. [#${into.number}]`,
    text: 'Two.',
    headers: { 'Message-ID': fromId, Cc: `boss@${key}.test` },
  })
  return { key, into, from, fromId }
}

describe('a merged ticket', () => {
  test('gives its talk, people, owner and nearest clock to the other, in order of time, and ends', async () => {
    const { key, into, from } = await given()
    expect(from.related).toMatchObject([{ number: into.number }])
    await world.ana.call(desk.addNote, { params: { id: from.id }, body: { text: 'A note.' } })
    await world.ana.call(desk.claimTicket, { params: { id: from.id }, body: {} })
    const merged = await merge(from, into.number)
    expect(merged.id).toBe(into.id)
    expect(texts(merged)).toEqual(['One.', 'Two.', 'A note.'])
    expect(merged).toMatchObject({ owner: { name: 'Ana' }, state: 'open', mergedInto: null })
    expect(merged.participants.map(({ address }) => address)).toEqual([`boss@${key}.test`])
    expect(running(merged)).toMatchObject([{ startedAt: into.createdAt, dueAt: into.nextDueAt }])
    expect(lines(merged)).toContain(`Ana merged #${from.number} into this`)
    const left = await again(world, from)
    expect(left).toMatchObject({
      state: 'merged',
      number: from.number,
      nextDueAt: null,
      waitingOn: { holder: 'nobody' },
    })
    expect(left.mergedInto).toEqual({ id: into.id, number: into.number, subject: into.subject })
    expect(lines(left)).toContain(`Ana merged this into #${into.number}`)
    expect(texts(left)).toEqual([])
    for (const view of ['open', 'mine', 'unclaimed', 'doc-debt', 'resolved'] as const) {
      const { items } = await world.ana.call(desk.listTickets, {
        query: { view, search: `Second ${key}.`, limit: 200 },
      })
      expect(items).toEqual([])
    }
  })

  test('keeps the earlier start and the nearest due also where it is the younger one that is kept', async () => {
    const { into, from } = await given()
    const merged = await merge(into, from.id)
    expect(running(merged)).toMatchObject([{ startedAt: into.createdAt, dueAt: into.nextDueAt }])
    expect(merged.nextDueAt).toBe(into.nextDueAt)
  })

  test('that waits for us opens a resolved one, with its clock; one that was answered does not', async () => {
    const { into, from } = await given()
    await world.ana.call(desk.resolveTicket, { params: { id: into.id }, body: {} })
    const merged = await merge(from, into.id)
    expect(merged).toMatchObject({ state: 'open', waitingOn: { holder: 'support' }, nextDueAt: from.nextDueAt })
    const other = await given()
    await world.ana.call(desk.resolveTicket, { params: { id: other.into.id }, body: {} })
    await world.ana.call(desk.resolveTicket, { params: { id: other.from.id }, body: {} })
    expect(await merge(other.from, other.into.id)).toMatchObject({ state: 'resolved', nextDueAt: null })
  })

  test('makes an answered one wait for us again, and what was written to it is newer than what was seen', async () => {
    const { into, from } = await given()
    await reply(into)
    const { newestMessageId: seenMessageId } = await again(world, into)
    const merged = await merge(from, into.id)
    expect(merged.waitingOn.holder).toBe('support')
    const body = { text: 'Blind.', seenMessageId }
    const refused = await world.ana.refused(desk.replyToTicket, { params: { id: into.id }, body })
    expect(refused.problem.type).toBe('/problems/stale-reply')
  })

  test('is where its mails lead no more: references, our answers to it, its number and their bounces', async () => {
    const { key, into, from, fromId } = await given()
    await reply(from)
    const ours = world.mailbox.to(`vera@${key}.test`).at(-1)
    await merge(from, into.id)
    world.clock.advance(60_000)
    await receive({ from: `vera@${key}.test`, text: 'Three.', headers: { References: fromId } })
    await receive({ from: `boss@${key}.test`, text: 'Four.', headers: { 'In-Reply-To': ours?.messageId ?? '' } })
    expect(texts(await again(world, into))).toEqual(expect.arrayContaining(['Three.', 'Four.']))
    await receive({ from: `vera@${key}.test`, subject: `Fifth ${key} [#${from.number}]` })
    const [fifth] = (await world.ana.call(desk.listTickets, { query: { search: `Fifth ${key}`, limit: 200 } })).items
    expect((await again(world, fifth ?? from)).related).toMatchObject([{ number: into.number }])
    const text = `--RP\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; vera@${key}.test\nAction: failed\nStatus: 5.1.1\n--RP\nContent-Type: message/rfc822\n\nMessage-ID: ${ours?.messageId}\n\nhi\n--RP--`
    const headers = { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="RP"' }
    await receive({ from: 'MAILER-DAEMON@mx.test', subject: 'Undelivered', text, headers })
    expect(lines(await again(world, into))).toContainEqual(expect.stringContaining('could not deliver the answer'))
    expect((await again(world, from)).messageCount).toBe(0)
  })

  test('refuses every change but a note, which goes where it goes on, and says where that is', async () => {
    const { into, from } = await given()
    await merge(from, into.id)
    const params = { id: from.id }
    for (const refused of [
      world.ana.refused(desk.claimTicket, { params, body: {} }),
      world.ana.refused(desk.reopenTicket, { params }),
      world.ana.refused(desk.resolveTicket, { params, body: {} }),
      world.ana.refused(desk.addParticipant, { params, body: { address: 'x@y.test' } }),
      world.ana.refused(desk.replyToTicket, { params, body: { text: 'No', seenMessageId: from.newestMessageId } }),
    ])
      expect((await refused).problem).toMatchObject({
        type: '/problems/ticket-merged',
        detail: `It goes on in #${into.number}.`,
      })
    await world.ana.call(desk.addNote, { params, body: { text: 'Late note.' } })
    expect(texts(await again(world, into))).toContain('Late note.')
  })

  test('moves its ended hand-offs behind those of the other', async () => {
    const { into, from } = await given()
    for (const { id } of [into, from]) {
      const dueAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
      const body = { toTeam: team, question: `Why ${id}?`, dueAt }
      const { openHandOffs } = await world.ana.call(desk.handOffTicket, { params: { id }, body })
      await world.ana.call(desk.withdrawHandOff, { params: { id: openHandOffs[0]?.id ?? '' } })
    }
    const merged = await merge(from, into.id)
    const rounds = merged.timeline.flatMap((one) => (one.kind === 'hand-off' ? [one.handOff.round] : []))
    expect(new Set(rounds)).toEqual(new Set([1, 2]))
  })
})

describe('a merge', () => {
  test('can be repeated, follows where its target went, and never goes in a circle', async () => {
    const { into, from } = await given()
    await merge(from, into.id)
    expect((await merge(from, into.id)).id).toBe(into.id)
    expect(lines(await again(world, into)).filter((line) => line.includes('merged #'))).toHaveLength(1)
    expect(await refusedMerge(into, into.number)).toBe('/problems/bad-input')
    expect(await refusedMerge(into, from.id)).toBe('/problems/ticket-merged')
    const third = await givenTicket(world, { from: into.contact.email, subject: `Third ${into.number}.` })
    expect((await merge(third, from.number)).id).toBe(into.id)
    const other = await givenTicket(world, { from: into.contact.email, subject: `Other ${into.number}.` })
    expect(await refusedMerge(third, other.id)).toBe('/problems/ticket-merged')
    expect(await refusedMerge(other, 999_999_999)).toBe('/problems/not-found')
    expect((await merge(into, other.id)).id).toBe(other.id)
    expect((await again(world, from)).mergedInto).toMatchObject({ number: other.number })
  })

  test('waits for a team that is asked, and for a person where the customers differ', async () => {
    const { into, from } = await given()
    const dueAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    await world.ana.call(desk.handOffTicket, {
      params: { id: from.id },
      body: { toTeam: team, question: 'Why?', dueAt },
    })
    expect(await refusedMerge(from, into.id)).toBe('/problems/team-still-asked')
    const other = await given()
    expect(await refusedMerge(other.from, into.id)).toBe('/problems/other-customer')
    const stranger = await givenTicket(world, { from: 'eve@nowhere.test', subject: `Eve ${into.number}.` })
    expect(await refusedMerge(stranger, into.id)).toBe('/problems/other-customer')
    expect(await merge(stranger, into.id, { acrossCustomers: true })).toMatchObject({
      id: into.id,
      participants: [{ address: 'eve@nowhere.test' }],
    })
    expect((await merge(into, from.id)).waitingOn.holder).toBe('teams')
  })

  test('in both directions at once ends as one of them, without a deadlock', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { into, from } = await given()
      const other = await givenTicket(world, { from: into.contact.email, subject: `Third way ${into.number}.` })
      const results = await Promise.allSettled([
        merge(from, into.id),
        merge(into, from.id),
        merge(other, from.id),
        merge(from, other.id),
        ...[from, into, other].map(({ id }) =>
          world.ana.call(desk.addNote, { params: { id }, body: { text: 'At the same time.' } }),
        ),
      ])
      const reasons = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
      expect(reasons.filter((reason) => !reason.includes('/problems/ticket-merged'))).toEqual([])
      const states = await Promise.all([into, from, other].map(async (one) => (await again(world, one)).state))
      expect(states.toSorted()).toEqual(['merged', 'merged', 'open'])
    }
    const [row] = await world.sql<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    )
    expect(row?.deadlocks).toBe(0)
  }, 60_000)
})

test('a page about a merged ticket goes on about the other, or ends where that has one', async () => {
  const key = `vip${(count += 1)}`
  await givenCustomer(world, key, { isVip: true })
  const from = `vera@${key}.test`
  const calm = await givenTicket(world, { from, subject: `Calm ${key}.` })
  const urgent = await givenTicket(world, { from, to: emergencyAddress, subject: `Down ${key}.` })
  const open = async (): Promise<string[]> =>
    (await world.ana.call(listPages, { query: { limit: 200 } })).items
      .filter((page) => page.title.includes(key) && page.state !== 'resolved')
      .map((page) => page.about.url)
  expect(await open()).toEqual([`/tickets/${urgent.number}`])
  await merge(urgent, calm.id)
  expect(await open()).toEqual([`/tickets/${calm.number}`])
  expect(await again(world, calm)).toMatchObject({ isUrgent: true, nextDueAt: urgent.nextDueAt })
  const again_ = await givenTicket(world, { from, to: emergencyAddress, subject: `Down again ${key}.` })
  expect(await open()).toHaveLength(2)
  await merge(again_, calm.id)
  expect(await open()).toEqual([`/tickets/${calm.number}`])
})

const inAnHour = (): string => new Date(world.clock.now().getTime() + 3_600_000).toISOString()

test('a report that lists a merged ticket is about the other, and tells its customer once', async () => {
  const { key, into, from } = await given()
  const report = await world.ana.call(draftReport, { body: { ticketIds: [from.id, into.id] } })
  await merge(from, into.id)
  await world.settle()
  const params = { id: report.id }
  const after = await world.ana.call(getReport, { params })
  expect(after.ticketList.map((one) => one.number)).toEqual([into.number])
  const before = world.mailbox.to(`vera@${key}.test`).length
  await world.ana.call(tellCustomers, {
    params,
    body: { text: 'We know of it until {next}.', nextBy: inAnHour() },
  })
  await world.settle()
  expect(world.mailbox.to(`vera@${key}.test`)).toHaveLength(before + 1)
  expect(world.mailbox.to(`boss@${key}.test`)).toEqual([])
  const other = await given()
  const second = await world.ana.call(draftReport, { body: { ticketIds: [other.from.id] } })
  await world.ana.call(tellCustomers, {
    params: { id: second.id },
    body: { text: 'We know of it until {next}.', nextBy: inAnHour() },
  })
  await world.settle()
  await merge(other.from, other.into.id)
  await world.settle()
  const told = await world.ana.call(getReport, { params: { id: second.id } })
  expect([told.ticketList.map((one) => one.number), told.untold]).toEqual([[other.into.number], []])
})
