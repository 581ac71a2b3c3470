import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallInput } from '@bellwether/contract/route.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { deactivatePerson, listPeople } from '@bellwether/contract/people.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { emergencyAddress, startWorld, type World } from '../../testing/start-world.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let ids: { ana: string; ben: string }
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
  const { items } = await world.ana.call(listPeople, {})
  const idOf = (name: string): string => items.find((one) => one.name === name)?.id ?? ''
  ids = { ana: idOf('Ana'), ben: idOf('Ben') }
})
afterAll(() => world.stop())

let letters = 0
const given = (over: { from?: string } = {}) =>
  givenTicket(world, { from: 'vera@acme.test', subject: `Acted on ${(letters += 1)}`, ...over })

type Input = CallInput<typeof desk.actOnTickets>['body']
const act = (what: Input['act'], tickets: readonly { id: string }[], who: Caller = world.ana) =>
  who.call(desk.actOnTickets, { body: { act: what, tickets: { ids: tickets.map(({ id }) => id) } } })
const undo = (id: string, who: Caller = world.ana) => who.call(desk.undoAct, { params: { id } })
const stateOf = (id: string) => world.ana.call(desk.getAct, { params: { id } })
const inHours = (hours: number): string => new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString()
const names = async (view: string): Promise<string[]> =>
  (await world.ana.call(desk.listTickets, { query: { view: view as 'open', limit: 200 } })).items.map(
    (one) => one.subject,
  )
const whatHappened = async (ticket: { id: string }): Promise<string[]> =>
  (await again(world, ticket)).timeline.flatMap((one) => (one.kind === 'change' ? [`${one.who} ${one.what}`] : []))

describe('one ticket', () => {
  test('is given to somebody, which can be undone while they own it', async () => {
    const ticket = await given()
    const done = await act({ kind: 'give', to: ids.ben }, [ticket])
    expect(done).toMatchObject({ total: 1, done: 1, refused: 0, by: { name: 'Ana' }, undo: null })
    expect(done.finishedAt).not.toBeNull()
    expect((await again(world, ticket)).owner?.name).toBe('Ben')
    await undo(done.id)
    expect((await again(world, ticket)).owner).toBeNull()
    expect((await whatHappened(ticket)).slice(-2)).toEqual([
      'Ana gave the ticket to Ben',
      'Ana gave the ticket back to the queue',
    ])
    expect((await world.ana.refused(desk.undoAct, { params: { id: done.id } })).status).toBe(409)
  })

  test('that somebody took since stays theirs', async () => {
    const ticket = await given()
    const done = await act({ kind: 'claim' }, [ticket])
    await act({ kind: 'give', to: ids.ben }, [ticket], ben)
    const { problem } = await world.ana.refused(desk.undoAct, { params: { id: done.id } })
    expect(problem.detail).toBe('Ben owns it by now.')
    expect((await again(world, ticket)).owner?.name).toBe('Ben')
    expect((await stateOf(done.id)).undo).toBeNull()
  })

  test('that pages is claimed by mistake: undoing pages again', async () => {
    await givenCustomer(world, 'loud', { plan: 'premium', isVip: true })
    const ticket = await givenTicket(world, { from: 'vera@loud.test', to: emergencyAddress, subject: 'All is down' })
    const openPages = async () =>
      (await world.ana.call(listPages, { query: {} })).items.filter(
        ({ state, about }) => state === 'open' && about.id === ticket.id,
      )
    expect(await openPages()).toHaveLength(1)
    const done = await act({ kind: 'claim' }, [ticket])
    expect(await openPages()).toHaveLength(0)
    await undo(done.id)
    expect(await openPages()).toHaveLength(1)
  })

  test('is refused as such, and nothing is kept of it', async () => {
    const ticket = await given()
    const body = { act: { kind: 'give' as const, to: ticket.id }, tickets: { ids: [ticket.id] } }
    const { status, problem } = await world.ana.refused(desk.actOnTickets, { body })
    expect([status, problem.errors]).toEqual([
      400,
      [{ pointer: '/act/to', detail: 'Choose somebody who is on staff.' }],
    ])
    const missing = { act: { kind: 'wake' as const }, tickets: { ids: [ids.ana] } }
    expect((await world.ana.refused(desk.actOnTickets, { body: missing })).status).toBe(404)
  })

  test('gets tags and loses them, each once, and is found by them', async () => {
    const ticket = await given()
    const done = await act({ kind: 'tag', add: ['Slow  Fonts', 'slow-fonts', 'cdn'], remove: ['none'] }, [ticket])
    expect((await again(world, ticket)).tags).toEqual(['cdn', 'slow-fonts'])
    const where = JSON.stringify({ field: 'tag', op: '=', value: 'slow-fonts' })
    const found = await world.ana.call(desk.listTickets, { query: { where } })
    expect(found.items.map(({ id }) => id)).toEqual([ticket.id])
    expect(found.items[0]?.tags).toEqual(['cdn', 'slow-fonts'])
    expect((await world.ana.call(desk.listTags, {})).items).toEqual(['cdn', 'slow-fonts'])
    await act({ kind: 'tag', add: ['later'] }, [ticket])
    await undo(done.id)
    expect((await again(world, ticket)).tags).toEqual(['later'])
    await act({ kind: 'tag', remove: ['later'] }, [ticket])
    expect(await whatHappened(ticket)).toEqual(
      expect.arrayContaining(['Ana added the tags slow-fonts, cdn', 'Ana took off the tag later']),
    )
  })

  test.each(['', '  ', 'a'.repeat(51), '-x', '<b>'])('has no tag like %j', async (tag) => {
    const ticket = await given()
    const body = { act: { kind: 'tag' as const, add: [tag] }, tickets: { ids: [ticket.id] } }
    expect((await world.ana.refused(desk.actOnTickets, { body })).status).toBe(400)
  })

  test('is resolved by mistake: undoing brings back its clocks, its answers and its place', async () => {
    const ticket = await given()
    const infrastructure = await world.team(`team-${letters}`)
    const ines = await world.person(`Ines${letters}`, { teams: [`team-${letters}`] })
    const asked = await world.ana.call(desk.handOffTicket, {
      params: { id: ticket.id },
      body: { toTeam: infrastructure, question: 'Why?' },
    })
    const answer = { params: { id: asked.openHandOffs[0]?.id ?? '' }, body: { text: 'Because.' } }
    await ines.call(desk.answerHandOff, answer)
    const before = await again(world, ticket)
    const documentation = { outcome: 'not-needed' as const, url: null, reason: 'A typing error.' }
    await world.forward({ minutes: 7 })
    const done = await act({ kind: 'resolve', documentation }, [ticket])
    await world.forward({ minutes: 3 })
    expect((await again(world, ticket)).state).toBe('resolved')
    await undo(done.id)
    const after = await again(world, ticket)
    for (const field of ['state', 'resolvedAt', 'documentation', 'isDocumented', 'clocks', 'nextDueAt'] as const)
      expect([field, after[field]]).toEqual([field, before[field]])
    expect(after.waitingOn).toEqual(before.waitingOn)
    expect(after.waitingOn.returnedAt).not.toBeNull()
    const figures = await world.sql(`select 1 from desk.resolutions where ticket_id = '${ticket.id}'`)
    expect(figures).toEqual([])
  })

  test('is resolved by mistake: what somebody documented since, and until when it was put away, stays', async () => {
    const ticket = await given()
    const { newestMessageId: seenMessageId } = ticket
    await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'Hm.', seenMessageId } })
    const until = inHours(50)
    await act({ kind: 'snooze', until }, [ticket])
    const done = await act({ kind: 'resolve', documentation: null }, [ticket])
    const written = { outcome: 'written-article' as const, url: 'https://docs.test/', reason: null }
    await ben.call(desk.documentTicket, { params: { id: ticket.id }, body: written })
    await undo(done.id)
    expect(await again(world, ticket)).toMatchObject({ state: 'open', documentation: written, snoozedUntil: until })
    await act({ kind: 'wake' }, [ticket])
  })

  test('that was to page is resolved by mistake: undoing pages again', async () => {
    await givenCustomer(world, 'louder', { plan: 'premium', isVip: true })
    const ticket = await givenTicket(world, { from: 'vera@louder.test', to: emergencyAddress, subject: 'All is gone' })
    const done = await act({ kind: 'resolve', documentation: null }, [ticket])
    await undo(done.id)
    const pages = (await world.ana.call(listPages, { query: {} })).items.filter(({ about }) => about.id === ticket.id)
    expect(pages.map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
  })

  test('that was opened since is not opened again', async () => {
    const ticket = await given()
    const done = await act({ kind: 'resolve', documentation: null }, [ticket])
    await world.ana.call(desk.reopenTicket, { params: { id: ticket.id } })
    await act({ kind: 'resolve', documentation: null }, [ticket])
    const { problem } = await world.ana.refused(desk.undoAct, { params: { id: done.id } })
    expect(problem.detail).toBe('It was opened since.')
  })
})

describe('a snoozed ticket', () => {
  test('is out of the queue and its counts, and comes back when its time is up', async () => {
    const ticket = await given()
    await world.ana.call(desk.replyToTicket, {
      params: { id: ticket.id },
      body: { text: 'We look into it.', seenMessageId: ticket.newestMessageId },
    })
    const before = (await world.ana.call(desk.countTickets, {})).views
    const until = inHours(5)
    await act({ kind: 'snooze', until }, [ticket])
    const after = (await world.ana.call(desk.countTickets, {})).views
    expect([after['open'], after['snoozed']]).toEqual([(before['open'] ?? 0) - 1, (before['snoozed'] ?? 0) + 1])
    expect(await names('open')).not.toContain(ticket.subject)
    expect(await names('snoozed')).toEqual([ticket.subject])
    expect((await again(world, ticket)).snoozedUntil).toBe(until)
    await world.forward({ minutes: 299 })
    expect(await names('snoozed')).toEqual([ticket.subject])
    await world.forward({ minutes: 1 })
    expect(await names('open')).toContain(ticket.subject)
    expect((await whatHappened(ticket)).at(-1)).toBe('Bellwether brought the ticket back from snooze: its time was up')
  })

  test('comes back with the customer’s word', async () => {
    const from = 'vera@woken.test'
    const ticket = await given({ from })
    const params = { id: ticket.id }
    const body = { text: 'We look into it.', seenMessageId: ticket.newestMessageId }
    await world.ana.call(desk.replyToTicket, { params, body })
    await world.settle()
    await act({ kind: 'snooze', until: inHours(48) }, [ticket])
    const sent = world.mailbox.to(from).at(-1)
    await world.deliver(
      `From: ${from}\r\nTo: support@desk.test\r\nSubject: Re: x\r\nMessage-ID: <w1@woken.test>\r\nIn-Reply-To: ${sent?.raw.match(/^Message-ID: (.*)$/im)?.[1]}\r\n\r\nMore.\r\n`,
      { from, to: ['support@desk.test'] },
    )
    await world.settle()
    const woken = await again(world, ticket)
    expect([woken.snoozedUntil, woken.messageCount]).toEqual([null, 3])
  })

  test('comes back in time for its customer, and is not put away when a word is owed at once', async () => {
    const ticket = await given()
    const dueAt = Date.parse(ticket.nextDueAt ?? '')
    const minutes = (dueAt - world.clock.now().getTime()) / 60_000
    expect(minutes).toBeGreaterThan(31)
    await act({ kind: 'snooze', until: inHours(24 * 30) }, [ticket])
    await world.forward({ minutes: minutes - 31 })
    expect((await again(world, ticket)).snoozedUntil).not.toBeNull()
    await world.forward({ minutes: 2 })
    expect((await again(world, ticket)).snoozedUntil).toBeNull()
    const body = { act: { kind: 'snooze' as const, until: inHours(1) }, tickets: { ids: [ticket.id] } }
    const { problem } = await world.ana.refused(desk.actOnTickets, { body })
    expect(problem.errors?.[0]?.detail).toBe(
      'The customer is owed a word within 30 minutes: it would come back at once.',
    )
  })
})

describe('undoing a snooze', () => {
  const answered = async () => {
    const from = `vera@undone-${(letters += 1)}.test`
    const headers = { 'Message-ID': `<undone-${letters}@undone.test>` }
    const ticket = await givenTicket(world, { from, subject: `Undone ${letters}`, headers })
    const body = { text: 'We look.', seenMessageId: ticket.newestMessageId }
    await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
    return ticket
  }
  const writeAgain = async (ticket: desk.Ticket) => {
    const references = { References: `<undone-${ticket.subject.split(' ')[1]}@undone.test>` }
    const { raw, envelope } = letter({ from: ticket.contact.email, subject: 'Re: x', headers: references })
    await world.deliver(raw, envelope)
    await world.settle()
  }
  const refusedUndo = async (id: string) => (await world.ana.refused(desk.undoAct, { params: { id } })).problem.detail

  test('puts it away as before, and not over a new word', async () => {
    const ticket = await answered()
    await act({ kind: 'snooze', until: inHours(50) }, [ticket])
    const first = (await again(world, ticket)).snoozedUntil
    expect(first).not.toBeNull()
    const second = await act({ kind: 'snooze', until: inHours(90) }, [ticket])
    await undo(second.id)
    expect((await again(world, ticket)).snoozedUntil).toBe(first)
    const third = await act({ kind: 'snooze', until: inHours(91) }, [ticket])
    await writeAgain(ticket)
    expect(await refusedUndo(third.id)).toBe('It was snoozed, or came back, since.')
    expect((await again(world, ticket)).snoozedUntil).toBeNull()
  })

  test('is refused where it woke, or somebody snoozed it anew', async () => {
    const ticket = await answered()
    await act({ kind: 'snooze', until: inHours(50) }, [ticket])
    const woken = await act({ kind: 'wake' }, [ticket])
    await writeAgain(ticket)
    expect(await refusedUndo(woken.id)).toBe('Something was written since.')
    const other = await answered()
    const done = await act({ kind: 'snooze', until: inHours(50) }, [other])
    await act({ kind: 'snooze', until: inHours(60) }, [other], ben)
    expect(await refusedUndo(done.id)).toBe('It was snoozed, or came back, since.')
  })
})

describe('many tickets', () => {
  test('are brought back also while the act still runs', async () => {
    const tickets = []
    for (let n = 0; n < 30; n += 1) tickets.push(await given())
    const { id } = await act({ kind: 'claim' }, tickets)
    await expect.poll(async () => (await stateOf(id)).done).toBeGreaterThan(0)
    await undo(id)
    await world.settle()
    const undone = await stateOf(id)
    expect(undone.undo?.finishedAt).not.toBeNull()
    expect([undone.undo?.undone, undone.refused]).toEqual([undone.total, 0])
    for (const ticket of tickets) expect((await again(world, ticket)).owner).toBeNull()
  }, 60_000)

  test('are done though one of them breaks', async () => {
    const tickets = [await given(), await given(), await given()]
    await world.sql(`
      create function desk.break() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
      create trigger breaks before update on desk.tickets for each row when (old.id = '${tickets[0]?.id}')
        execute function desk.break()`)
    const { id } = await act({ kind: 'claim' }, tickets)
    await world.settle()
    await world.sql('drop trigger breaks on desk.tickets')
    expect(await stateOf(id)).toMatchObject({
      done: 2,
      refusals: [{ reason: 'Something broke on our side; the log of the server says what.' }],
    })
  })

  test('some of which are none are refused as a whole', async () => {
    const ticket = await given()
    const body = { act: { kind: 'wake' as const }, tickets: { ids: [ticket.id, ids.ana, ids.ben] } }
    const { status, problem } = await world.ana.refused(desk.actOnTickets, { body })
    expect([status, problem.detail]).toEqual([404, '2 of these are no tickets.'])
  })

  test('are acted on one by one; what refuses is named, and undoing keeps what somebody changed since', async () => {
    const tickets = []
    for (let n = 0; n < 4; n += 1) tickets.push(await given())
    const [first, second, , last] = tickets
    if (!first || !second || !last) throw new Error('a ticket is missing')
    await act({ kind: 'claim' }, [first], ben)
    const started = await act({ kind: 'claim' }, tickets)
    expect(started.finishedAt).toBeNull()
    await world.settle()
    const done = await stateOf(started.id)
    expect(done).toMatchObject({ total: 4, done: 3, refused: 1 })
    expect(done.refusals).toMatchObject([{ number: first.number, reason: 'Somebody else claimed this ticket.' }])
    await act({ kind: 'give', to: ids.ben }, [last])
    await undo(started.id)
    await world.settle()
    const undone = await stateOf(started.id)
    expect(undone).toMatchObject({ total: 4, refused: 1, undo: { by: { name: 'Ana' }, undone: 2 } })
    expect(undone.refusals.map(({ reason }) => reason)).toEqual(['Ben owns it by now.'])
    const owners = await Promise.all(tickets.map(async (one) => (await again(world, one)).owner?.name ?? null))
    expect(owners).toEqual(['Ben', null, null, 'Ben'])
  })

  test('are all that a view holds now', async () => {
    const mine = [await given(), await given()]
    await act({ kind: 'tag', add: ['of-a-view'] }, mine)
    await world.settle()
    const where = { field: 'tag', op: '=' as const, value: 'of-a-view' }
    const body = { act: { kind: 'give' as const, to: ids.ben }, tickets: { view: 'open' as const, where } }
    const { id } = await world.ana.call(desk.actOnTickets, { body })
    await world.settle()
    expect(await stateOf(id)).toMatchObject({ total: 2, done: 2, refused: 0 })
    expect((await again(world, mine[0]!)).owner?.name).toBe('Ben')
  })

  test('none is nothing to do, and is finished', async () => {
    const where = { field: 'tag', op: '=' as const, value: 'nowhere' }
    const body = { act: { kind: 'wake' as const }, tickets: { view: 'open' as const, where } }
    const done = await world.ana.call(desk.actOnTickets, { body })
    expect([done.total, done.finishedAt === null]).toEqual([0, false])
  })

  test('are left as they are once whoever asked has left', async () => {
    const dora = await world.person('Dora', { teams: ['support'] })
    const [first, second] = [await given(), await given()]
    await world.sql(`begin; select from desk.tickets where id = '${first.id}' for update`)
    const { id } = await act({ kind: 'claim' }, [first, second], dora)
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await world.sql(waiting)).length).toBeGreaterThan(0)
    const doraId = (await world.ana.call(listPeople, {})).items.find(({ name }) => name === 'Dora')?.id ?? ''
    await world.ana.call(deactivatePerson, { params: { id: doraId } })
    await world.sql('rollback')
    await world.settle()
    expect(await stateOf(id)).toMatchObject({
      done: 1,
      refusals: [{ number: second.number, reason: 'Dora may do nothing here any more.' }],
    })
  })

  test('go on after a crash, and each is done once', async () => {
    const tickets = []
    for (let n = 0; n < 6; n += 1) tickets.push(await given())
    const { id } = await act({ kind: 'tag', add: ['crashed'] }, tickets)
    await world.restart()
    await world.sql(`update pgboss.job set start_after = now() where state in ('retry', 'active')`)
    await world.settle()
    expect(await stateOf(id)).toMatchObject({ total: 6, done: 6 })
    for (const ticket of tickets)
      expect((await whatHappened(ticket)).filter((what) => what.includes('crashed'))).toHaveLength(1)
  })
})
