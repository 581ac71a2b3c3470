import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { erasePerson } from '@bellwether/contract/privacy.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { shownFields } from '@bellwether/contract/shown-fields.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let stranger: Caller
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  ben = await world.person('Ben', { teams: ['support'] })
  stranger = callerFor(() => world.app.url)
  await add('product', 'choice', { choices: ['cdn', 'dns', 'cdn'], isOnForm: true, isRequired: true })
  await add('pop', 'text', { shownWhen: { field: 'product', is: 'cdn' }, isOnForm: true, isRequired: true })
  await add('seats', 'number')
  await add('confirmed', 'yes-no')
})
afterAll(() => world.stop())

type Input = CallInput<typeof desk.addTicketField>['body']
const add = (key: string, kind: Input['kind'], over: Partial<Input> = {}) =>
  world.ana.call(desk.addTicketField, { body: { key, kind, name: key, ...over } })
const given = (subject = 'A ticket') => givenTicket(world, { from: 'vera@acme.test', subject })
type Values = Extract<desk.Act, { kind: 'set-fields' }>['values']
const act = (values: Values, ids: string[]) => ({
  body: { act: { kind: 'set-fields' as const, values }, tickets: { ids } },
})
const set = (values: Values, ...tickets: { id: string }[]) =>
  world.ana.call(
    desk.actOnTickets,
    act(
      values,
      tickets.map(({ id }) => id),
    ),
  )
const fieldsOf = async (ticket: { id: string }) => (await again(world, ticket)).fields

describe('a field of tickets', () => {
  test('is listed in its order, with how many have a value in it', async () => {
    await set({ seats: 3 }, await given())
    const { items } = await ben.call(desk.listTicketFields, {})
    expect(items.map(({ key, choices, tickets }) => [key, choices, tickets])).toEqual([
      ['product', ['cdn', 'dns'], 0],
      ['pop', [], 0],
      ['seats', [], 1],
      ['confirmed', [], 0],
    ])
  })

  test.each([
    ['has a name that another has', { key: 'other', kind: 'text', name: 'PRODUCT' }, '/name'],
    ['has a key that another has', { key: 'product', kind: 'text', name: 'Other' }, '/key'],
    ['has nothing to choose', { key: 'other', kind: 'choice', name: 'Other' }, '/choices'],
    [
      'is shown for a field that is none',
      { key: 'o', kind: 'text', name: 'O', shownWhen: { field: 'x', is: 1 } },
      '/shownWhen/field',
    ],
    [
      'is shown for a value that does not fit',
      { key: 'o', kind: 'text', name: 'O', shownWhen: { field: 'product', is: 'tv' } },
      '/shownWhen/is',
    ],
    [
      'is shown for itself',
      { key: 'o', kind: 'yes-no', name: 'O', shownWhen: { field: 'o', is: true } },
      '/shownWhen/field',
    ],
  ] as [string, Input, string][])('is refused where it %s', async (_, body, pointer) => {
    const { problem } = await world.ana.refused(desk.addTicketField, { body })
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
  })

  test('is made by who may configure the desk', async () => {
    const body = { key: 'mine', kind: 'text' as const, name: 'Mine' }
    expect((await ben.refused(desk.addTicketField, { body })).status).toBe(403)
  })

  test('is not removed while a view, a rule or another field asks for it; then its values are gone', async () => {
    await add('room', 'text')
    const ticket = await given()
    await set({ room: 'blue' }, ticket)
    const where = { field: 'field', op: '=' as const, value: 'room=blue' }
    const view = { name: 'Blue', where: { not: where }, order: 'due' as const }
    const { id } = await world.ana.call(desk.addView, { body: view })
    const rule = {
      name: 'Blue first',
      event: 'opened' as const,
      where,
      acts: [{ kind: 'prioritize' as const, priority: 'high' as const }],
    }
    const made = await world.ana.call(desk.addRule, { body: rule })
    const acts = [{ kind: 'set-fields' as const, values: { room: 'red' } }]
    const writing = await world.ana.call(desk.addRule, {
      body: { name: 'Red', event: 'opened', where: { field: 'subject', op: '=', value: 'Red' }, acts },
    })
    const recurrence = { unit: 'day' as const, every: 1, at: '09:00', timeZone: 'UTC', startsOn: '2030-01-01' }
    const recurring = await world.ana.call(desk.addRecurringTicket, {
      body: { subject: 'Tidy', text: 'Tidy.', recurrence, acts },
    })
    await add('wing', 'text', { shownWhen: { field: 'room', is: 'blue' } })
    const params = { key: 'room' }
    const { problem } = await world.ana.refused(desk.removeTicketField, { params })
    expect([problem.type, problem.detail]).toEqual([
      '/problems/field-in-use',
      [
        'The view "Blue" asks for it.',
        'The rule "Blue first" asks for it.',
        'The rule "Red" asks for it.',
        'The recurring ticket "Tidy" writes into it.',
        'The field "wing" asks for it.',
      ].join('\n'),
    ])
    await world.ana.call(desk.deleteView, { params: { id } })
    await world.ana.call(desk.deleteRule, { params: { id: made.id } })
    await world.ana.call(desk.deleteRule, { params: { id: writing.id } })
    await world.ana.call(desk.deleteRecurringTicket, { params: { id: recurring.id } })
    await world.ana.call(desk.removeTicketField, { params: { key: 'wing' } })
    await world.ana.call(desk.removeTicketField, { params })
    expect(await fieldsOf(ticket)).toEqual({})
    await add('room', 'text')
    expect(await fieldsOf(ticket)).toEqual({})
  })
})

describe('a list of tickets', () => {
  test('stands in the order of a field, what has none last in either direction, page by page', async () => {
    const some = []
    for (const seats of [10, undefined, 2.5, 10, 33]) {
      const ticket = await given('In order')
      if (seats !== undefined) await set({ seats }, ticket)
      some.push(ticket.number)
    }
    const [ten, none, small, tenToo, large] = some
    const where = JSON.stringify({ field: 'subject', op: '=', value: 'In order' })
    const { items } = await world.ana.call(desk.listTickets, { query: { where } })
    const byId = items.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ number }) => number)
    const tens = byId.filter((number) => number === ten || number === tenToo)
    const inOrder = async (order: 'field:seats' | 'field:seats:desc'): Promise<number[]> => {
      const numbers: number[] = []
      let cursor: string | undefined
      do {
        const page = await world.ana.call(desk.listTickets, { query: { where, order, limit: 2, cursor } })
        numbers.push(...page.items.map(({ number }) => number))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return numbers
    }
    expect(await inOrder('field:seats')).toEqual([small, ...tens, large, none])
    expect(await inOrder('field:seats:desc')).toEqual([large, ...tens.toReversed(), small, none])
  })

  test('goes on after a value however long it is', async () => {
    await add('story', 'text')
    for (const letter of ['a', 'b', 'c']) await set({ story: letter.repeat(2000) }, await given('Long'))
    const where = JSON.stringify({ field: 'subject', op: '=', value: 'Long' })
    const query = { where, order: 'field:story' as const, limit: 2 }
    const { nextCursor } = await world.ana.call(desk.listTickets, { query })
    const rest = await world.ana.call(desk.listTickets, { query: { ...query, cursor: nextCursor ?? '' } })
    expect(rest.items).toHaveLength(1)
  })

  test('stands by a choice as its choices do, and a key that is none is refused', async () => {
    const [dns, cdn] = [await given('Chosen'), await given('Chosen')]
    await set({ product: 'dns' }, dns)
    await set({ product: 'cdn' }, cdn)
    const where = JSON.stringify({ field: 'subject', op: '=', value: 'Chosen' })
    const { items } = await world.ana.call(desk.listTickets, { query: { where, order: 'field:product' } })
    expect(items.map(({ number }) => number)).toEqual([cdn.number, dns.number])
    const order = "field:x'; drop table desk.tickets --" as 'field:x'
    expect((await world.ana.refused(desk.listTickets, { query: { order } })).status).toBe(400)
  })
})

describe('the values of a ticket', () => {
  test('are written by a rule', async () => {
    const body = {
      name: 'Names',
      event: 'opened' as const,
      where: { field: 'subject', op: '~' as const, value: 'resolver' },
      acts: [{ kind: 'set-fields' as const, values: { product: 'dns', confirmed: true } }],
    }
    const { id } = await world.ana.call(desk.addRule, { body })
    const ticket = await given('Your resolver is slow')
    expect(await fieldsOf(ticket)).toEqual({ product: 'dns', confirmed: true })
    await world.ana.call(desk.deleteRule, { params: { id } })
  })

  test('are written for one or for many, and undone as they were', async () => {
    const [one, other] = [await given(), await given()]
    await set({ product: 'dns', seats: 1 }, one)
    const done = await set({ product: 'cdn', seats: null, confirmed: false }, one, other)
    await world.settle()
    expect([await fieldsOf(one), await fieldsOf(other)]).toEqual([
      { product: 'cdn', confirmed: false },
      { product: 'cdn', confirmed: false },
    ])
    expect((await again(world, one)).timeline.at(-1)).toMatchObject({
      what: 'set fields: product dns → cdn, seats 1 → –, confirmed – → ✗',
    })
    await world.ana.call(desk.undoAct, { params: { id: done.id } })
    await world.settle()
    expect([await fieldsOf(one), await fieldsOf(other)]).toEqual([{ product: 'dns', seats: 1 }, {}])
  })

  test('are not undone where somebody wrote something else since', async () => {
    const ticket = await given()
    const done = await set({ seats: 1 }, ticket)
    await set({ seats: 2 }, ticket)
    const { problem } = await world.ana.refused(desk.undoAct, { params: { id: done.id } })
    expect(problem.detail).toBe('Somebody wrote something else there since.')
    expect(await fieldsOf(ticket)).toEqual({ seats: 2 })
  })

  test.each([
    [{ product: 'tv' }, '/act/values/product'],
    [{ seats: 'three' }, '/act/values/seats'],
    [{ nothing: 1 }, '/act/values/nothing'],
  ] as [Values, string][])('that do not fit are refused at their field: %o', async (values, pointer) => {
    const ticket = await given()
    const { problem } = await world.ana.refused(desk.actOnTickets, act(values, [ticket.id]))
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
    expect(await fieldsOf(ticket)).toEqual({})
  })

  test('are asked for by a view', async () => {
    const [cdn, dns, none] = [await given('Cdn'), await given('Dns'), await given('None')]
    await set({ product: 'cdn' }, cdn)
    await set({ product: 'dns', seats: 7 }, dns)
    const found = async (where: object) => {
      const { items } = await ben.call(desk.listTickets, {
        query: { view: 'open', where: JSON.stringify(where), limit: 100 },
      })
      return [cdn, dns, none].filter(({ id }) => items.some((one) => one.id === id)).map(({ subject }) => subject)
    }
    expect(await found({ field: 'field', op: '=', value: 'product=cdn' })).toEqual(['Cdn'])
    expect(await found({ field: 'field', op: '!=', value: 'product=cdn' })).toEqual(['Dns', 'None'])
    expect(await found({ field: 'field', op: 'in', value: ['seats=7', 'product=tv'] })).toEqual(['Dns'])
    const query = { view: 'open' as const, where: JSON.stringify({ field: 'field', op: '=', value: 'product' }) }
    expect((await ben.refused(desk.listTickets, { query })).problem.errors?.[0]?.detail).toContain('region=eu')
  })

  test('are erased with the words of its customer', async () => {
    const ticket = await givenTicket(world, { from: 'gone@elsewhere.test', subject: 'Gone' })
    await set({ pop: 'fra1' }, ticket)
    await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: {} })
    await world.ana.call(erasePerson, {
      body: { address: 'gone@elsewhere.test', confirmation: 'gone@elsewhere.test' },
    })
    await world.forward({ minutes: 1 })
    expect(await fieldsOf(ticket)).toEqual({})
    const kept = await world.sql(`
      select 1 from desk.acts where act::text like '%fra1%'
      union all select 1 from desk.changes where what like '%fra1%'`)
    expect(kept).toEqual([])
  })
})

describe('the form on the web', () => {
  const ask = (fields: Record<string, string>) => ({
    body: { contact: { email: 'sam@acme.test' }, subject: 'By form', text: 'Why?', fields },
  })
  beforeAll(() => world.ana.call(desk.setForm, { body: { isOpen: true } }))

  test('asks for what it is to ask for, and nothing else', async () => {
    const { fields } = await stranger.call(desk.getForm, {})
    expect(fields.map(({ key, isRequired }) => [key, isRequired])).toEqual([
      ['product', true],
      ['pop', true],
    ])
    await world.ana.call(desk.setForm, { body: { isOpen: false } })
    expect((await stranger.call(desk.getForm, {})).fields).toEqual([])
    await world.ana.call(desk.setForm, { body: { isOpen: true } })
  })

  test.each([
    [{}, '/fields/product'],
    [{ product: 'cdn' }, '/fields/pop'],
    [{ product: 'tv', pop: 'fra1' }, '/fields/product'],
    [{ product: 'dns', seats: '1' }, '/fields/seats'],
  ])('refuses %o', async (fields, pointer) => {
    const { problem } = await stranger.refused(desk.askByForm, ask(fields as Record<string, string>))
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
  })

  test('writes what was shown, and drops what was not', async () => {
    const { number } = await stranger.call(desk.askByForm, ask({ product: 'dns', pop: 'fra1' }))
    const ticket = await world.ana.call(desk.getTicket, { params: { id: String(number) } })
    expect(ticket.fields).toEqual({ product: 'dns' })
    const second = await stranger.call(desk.askByForm, ask({ product: 'cdn', pop: 'fra1' }))
    const other = await world.ana.call(desk.getTicket, { params: { id: String(second.number) } })
    expect(other.fields).toEqual({ product: 'cdn', pop: 'fra1' })
  })

  test('a person who takes a ticket down may leave them out', async () => {
    const body = {
      contact: { email: 'sam@acme.test' },
      subject: 'By phone',
      text: 'Why?',
      channel: 'phone' as const,
      fields: { seats: 4 },
    }
    expect((await ben.call(desk.takeTicket, { body })).fields).toEqual({ seats: 4 })
  })
})

describe('a condition over others', () => {
  beforeAll(async () => {
    await add('one', 'choice', { choices: ['x', 'y'] })
    await add('two', 'choice', { choices: ['p', 'q'], shownWhen: { field: 'one', is: 'x' } })
    await add('three', 'text', { shownWhen: { field: 'two', is: 'p' } })
  })
  const change = (key: string, over: Partial<Input>) => ({
    params: { key },
    body: { name: key, choices: ['x', 'y', 'p', 'q'], ...over },
  })

  test('holds only where what it asks for is shown itself', () => {
    const fields = [
      { key: 'one', shownWhen: null },
      { key: 'two', shownWhen: { field: 'one', is: 'x' } },
      { key: 'three', shownWhen: { field: 'two', is: 'p' } },
    ]
    const keys = (values: Values) => shownFields(fields, values).map(({ key }) => key)
    expect([keys({ one: 'x', two: 'p' }), keys({ one: 'y', two: 'p' })]).toEqual([['one', 'two', 'three'], ['one']])
  })

  test('does not go in a circle, and what it asks for stays a choice', async () => {
    const circle = change('one', { shownWhen: { field: 'three', is: 'z' } })
    const { problem } = await world.ana.refused(desk.changeTicketField, circle)
    expect(problem.errors?.[0]?.pointer).toBe('/shownWhen/field')
    const fewer = await world.ana.refused(desk.changeTicketField, change('one', { choices: ['y'] }))
    expect(fewer.problem.errors?.[0]).toMatchObject({ pointer: '/choices', detail: expect.stringContaining('"two"') })
  })
})

test('a merge brings what the other ticket lacks, and undone takes it away again', async () => {
  const [from, into] = [await given('From'), await given('Into')]
  await set({ product: 'cdn', seats: 5 }, from)
  await set({ seats: 7 }, into)
  await world.ana.call(desk.mergeTicket, { params: { id: from.id }, body: { into: into.number } })
  expect(await fieldsOf(into)).toEqual({ product: 'cdn', seats: 7 })
  await world.ana.call(desk.unmergeTicket, { params: { id: from.id } })
  expect([await fieldsOf(into), await fieldsOf(from)]).toEqual([{ seats: 7 }, { product: 'cdn', seats: 5 }])
})

test('a word that every object has is no key', async () => {
  const body = { key: 'constructor', kind: 'text' as const, name: 'Constructor' }
  const { problem } = await world.ana.refused(desk.addTicketField, { body })
  expect(problem.errors?.[0]?.pointer).toBe('/key')
})

test('what stood in a field that was removed is found no more', async () => {
  const ticket = await given()
  await add('passing', 'text')
  await set({ passing: 'zanzibarquux' }, ticket)
  await world.forward({ seconds: 10 })
  const hits = async () => (await world.ana.call(desk.searchTickets, { query: { q: 'zanzibarquux' } })).hits.length
  expect(await hits()).toBe(1)
  await world.ana.call(desk.removeTicketField, { params: { key: 'passing' } })
  await world.forward({ seconds: 10 })
  expect(await hits()).toBe(0)
})
