import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { again, givenTicket } from '../desk/desk.builders.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Imported = CallInput<typeof contract.importCustomers>['body']['customers'][number]

const customer = (key: string, over: Partial<Imported> = {}): Imported => ({
  key,
  name: `Customer ${key}`,
  plan: 'pro',
  sites: [`www.${key}.test`],
  mailDomains: [`${key}.test`],
  contacts: [{ name: 'Vera', email: `vera@${key}.test` }],
  ...over,
})
const load = (customers: Imported[], importId?: string) =>
  world.ana.call(contract.importCustomers, { body: { customers, ...(importId ? { importId } : {}) } })
const find = async (key: string) =>
  (await world.ana.call(contract.listCustomers, { query: { search: key } })).items.find((one) => one.key === key)
const preview = async (...customers: Imported[]) =>
  (await world.ana.call(contract.previewImport, { body: { customers } })).rows
const undo = (id: string | null) => world.ana.call(contract.undoCustomerImport, { params: { id: id ?? '' } })

describe('a preview of an import', () => {
  test('says for each row what would be added and changed, from what to what, and changes nothing', async () => {
    await load([customer('known'), customer('same')])
    const before = [await find('known'), await find('same')]
    const more = { plan: 'premium' as const, isVip: true, sites: ['shop.known.test'] }
    const rows = await preview(customer('known', more), customer('same'), customer('fresh'))
    expect(rows.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['known', 'changed'],
      ['same', 'unchanged'],
      ['fresh', 'added'],
    ])
    expect(rows[0]?.changes).toEqual([
      { field: 'plan', from: ['pro'], to: ['premium'] },
      { field: 'isVip', from: [], to: ['VIP'] },
      { field: 'sites', from: [], to: ['shop.known.test'] },
    ])
    expect(rows[2]?.changes).toContainEqual({ field: 'contacts', from: [], to: ['Vera <vera@fresh.test>'] })
    expect([await find('known'), await find('same')]).toEqual(before)
    expect(await find('fresh')).toBeUndefined()
    expect(await load([customer('known', more), customer('same'), customer('fresh')])).toMatchObject({
      added: 1,
      changed: 1,
    })
  })

  test('says what would be taken from whom', async () => {
    await load([customer('giver')])
    const taking = {
      sites: ['www.giver.test'],
      mailDomains: ['giver.test'],
      contacts: [{ name: 'V', email: 'vera@giver.test' }],
    }
    const [row] = await preview(customer('taker', taking))
    expect(row?.takes).toEqual(
      ['www.giver.test', 'giver.test', 'vera@giver.test'].map((what) => ({ what, from: 'Customer giver' })),
    )
    expect((await find('giver'))?.sites).toEqual(['www.giver.test'])
  })

  test('names the rows that would be refused with why, and goes on with the others', async () => {
    const rows = await preview(
      customer('refused-one', { accountManager: 'nobody@staff.test' }),
      customer('refused-two', { fields: { nowhere: 1 } }),
      customer('fine'),
    )
    expect(rows.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['refused', 'Nobody on staff has the address nobody@staff.test.'],
      ['refused', 'There is no field "nowhere".'],
      ['added', null],
    ])
  })
})

describe('an import that is undone', () => {
  test('takes away whom it added, and gives back what it changed, to whomever it took it from', async () => {
    await load([customer('back'), customer('lost')])
    const before = [await find('back'), await find('lost')]
    const change = { name: 'Changed', plan: 'premium' as const, isVip: true, sites: ['www.lost.test', 'x.back.test'] }
    const { importId } = await load([customer('back', change), customer('new-one')])
    expect(await find('lost')).toMatchObject({ sites: [] })
    expect(await undo(importId)).toEqual({ undone: 3, left: [], remaining: 0 })
    expect([await find('back'), await find('lost')]).toEqual(before)
    expect(await find('new-one')).toBeUndefined()
    expect(await undo(importId)).toEqual({ undone: 0, left: [], remaining: 0 })
  })

  test('gives a contact back who moved, as the same person', async () => {
    // Several, since it may be undone in any order.
    const numbers = Array.from({ length: 6 }, (_, at) => at)
    await load(numbers.map((at) => customer(`from-${at}`)))
    const before = await Promise.all(numbers.map((at) => find(`from-${at}`)))
    const { importId } = await load(
      numbers.map((at) => customer(`into-${at}`, { contacts: [{ name: 'Vee', email: `VERA@from-${at}.test` }] })),
    )
    expect((await find('from-0'))?.contacts).toEqual([])
    expect(await undo(importId)).toMatchObject({ undone: 12, left: [] })
    expect(await Promise.all(numbers.map((at) => find(`from-${at}`)))).toEqual(before)
  })

  test('leaves what was changed since, and says so', async () => {
    await load([customer('untouched'), customer('touched')])
    const { importId } = await load([customer('untouched', { name: 'B' }), customer('touched', { name: 'B' })])
    await load([customer('touched', { name: 'C' })])
    expect(await undo(importId)).toEqual({
      undone: 1,
      left: [{ key: 'touched', name: 'B', why: 'It was changed since.' }],
      remaining: 0,
    })
    expect([(await find('untouched'))?.name, (await find('touched'))?.name]).toEqual(['Customer untouched', 'C'])
  })

  test('takes nothing from whoever got it since', async () => {
    await load([customer('once')])
    const { importId } = await load([customer('then', { sites: ['www.once.test'] })])
    await load([customer('later', { sites: ['www.once.test'] })])
    const { left } = await undo(importId)
    expect(left).toContainEqual({
      key: 'once',
      name: 'Customer once',
      why: 'www.once.test is Customer later’s by now.',
    })
    expect((await find('later'))?.sites).toEqual(['www.once.test'])
  })

  test('keeps a customer about whom somebody wrote a note', async () => {
    const { importId } = await load([customer('with-note')])
    const { id = '' } = (await find('with-note')) ?? {}
    await world.ana.call(contract.writeCustomerNote, { params: { id }, body: { text: 'Keep' } })
    expect((await undo(importId)).left).toMatchObject([{ key: 'with-note', why: 'Somebody wrote a note about it.' }])
  })

  test('is undone with all its batches, a hundred rows at a time', async () => {
    world.clock.advance(1000)
    const many = Array.from({ length: 130 }, (_, at) => customer(`batch-${at}`, { contacts: [] }))
    const first = await load(many.slice(0, 70))
    const second = await load(many.slice(70), first.importId ?? '')
    expect(second.importId).toBe(first.importId)
    const [newest] = (await world.ana.call(contract.listCustomerImports, { query: { limit: 1 } })).items
    expect(newest).toMatchObject({ by: 'Ana', added: 130, changed: 0, undoneAt: null })
    expect(await undo(first.importId)).toEqual({ undone: 100, left: [], remaining: 30 })
    const body = { customers: [customer('too-late')], importId: first.importId ?? '' }
    expect((await world.ana.refused(contract.importCustomers, { body })).problem.type).toBe('/problems/import-undone')
    expect(await undo(first.importId)).toEqual({ undone: 30, left: [], remaining: 0 })
    expect(await find('batch-1')).toBeUndefined()
  })

  test('has its tickets be nobody’s again', async () => {
    const ticket = await givenTicket(world, { from: 'vera@adopted.test', subject: 'www.adopted.test is slow' })
    const { importId } = await load([customer('adopted')])
    await world.settle()
    expect((await again(world, ticket)).customer).toMatchObject({ key: 'adopted' })
    await undo(importId)
    await world.settle()
    const released = await again(world, ticket)
    expect([released.customer, released.mentionedSites]).toEqual([null, []])
    expect(released.timeline.at(-1)).toMatchObject({ what: 'lost its customer, whose import was undone' })
  })

  test('is one of the last thirty days, and exists', async () => {
    const { importId } = await load([customer('old')])
    expect((await load([customer('old')])).importId).toBeNull()
    await world.forward({ minutes: 31 * 24 * 60 })
    const params = { id: importId ?? '' }
    expect((await world.ana.refused(contract.undoCustomerImport, { params })).status).toBe(404)
    expect((await world.ana.refused(contract.undoCustomerImport, { params: { id: randomUUID() } })).status).toBe(404)
    const [{ count } = { count: -1 }] = await world.sql<{ count: number }>(
      `select count(*)::int as count from customers.import_rows where import_id = '${importId}'`,
    )
    expect(count).toBe(0)
  })
})

describe('a customer that is put by key', () => {
  const put = (key: string, body: Omit<Imported, 'key'>) =>
    world.ana.call(contract.putCustomer, { params: { key }, body })

  test('is added, then unchanged, then changed; what is left out stays', async () => {
    const { key: _, ...body } = customer('put')
    const added = await put('put', body)
    expect(added).toMatchObject({ outcome: 'added', customer: { key: 'put', plan: 'pro' } })
    expect(await put('put', body)).toEqual({ ...added, outcome: 'unchanged' })
    expect(await put('put', { name: 'Other', isVip: true })).toEqual({
      outcome: 'changed',
      customer: { ...added.customer, name: 'Other', isVip: true },
    })
  })

  test('may have a key with any sign in it', async () => {
    const key = 'crm/4711?x=1 &ü'
    expect((await put(key, { name: 'Signs' })).customer.key).toBe(key)
    expect((await put(key, { name: 'Signs' })).outcome).toBe('unchanged')
  })

  test('by two at once is added once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => put('at-once', { name: 'At once' })))
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'unchanged', 'unchanged', 'unchanged'])
  })

  test('is refused at the field that is wrong', async () => {
    const body = { name: 'Wrong', accountManager: 'nobody@staff.test', fields: { nowhere: 1 } }
    const { problem } = await world.ana.refused(contract.putCustomer, { params: { key: 'wrong' }, body })
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/accountManager', '/fields/nowhere'])
  })
})
