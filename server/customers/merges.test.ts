import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Input = CallInput<typeof contract.addCustomer>['body']

const add = (key: string, over: Partial<Input> = {}) =>
  world.ana.call(contract.addCustomer, {
    body: {
      key,
      name: `Customer ${key}`,
      sites: [`www.${key}.test`],
      mailDomains: [`${key}.test`],
      contacts: [{ name: 'Vera', email: `vera@${key}.test` }],
      ...over,
    },
  })
const get = (id: string) => world.ana.call(contract.getCustomer, { params: { id } })
const merge = (id: string, into: string) => world.ana.call(contract.mergeCustomer, { params: { id }, body: { into } })
const undo = async (id: string) => (await world.ana.call(contract.undoMerge, { params: { id } })).customer
const find = async (search: string) => (await world.ana.call(contract.listCustomers, { query: { search } })).items
const note = (id: string, text: string) =>
  world.ana.call(contract.writeCustomerNote, { params: { id }, body: { text } })
const notesOf = async (id: string) =>
  (await world.ana.call(contract.listCustomerNotes, { params: { id }, query: {} })).items.map(({ text }) => text)

describe('a customer that is merged into another', () => {
  test('gives it everything it has; plan, VIP and name stay the other’s', async () => {
    const [gone, live] = [await add('gone', { isVip: true, plan: 'premium' }), await add('live')]
    await note(gone.id, 'Of the one that is gone')
    const { customer } = await merge(gone.id, live.id)
    expect(customer).toMatchObject({
      id: live.id,
      key: 'live',
      otherKeys: ['gone'],
      name: 'Customer live',
      plan: 'free',
      isVip: false,
      sites: ['www.gone.test', 'www.live.test'],
      mailDomains: ['gone.test', 'live.test'],
      contacts: [{ email: 'vera@gone.test' }, { email: 'vera@live.test' }],
    })
    expect(await notesOf(live.id)).toEqual(['Of the one that is gone'])
    expect((await find('gone')).map(({ key }) => key)).toEqual(['live'])
  })

  test('is the other one wherever its id or its key is used', async () => {
    const [gone, live] = [await add('alias'), await add('real')]
    await merge(gone.id, live.id)
    expect(await get(gone.id)).toEqual(await get(live.id))
    await note(gone.id, 'By the old id')
    expect(await notesOf(live.id)).toEqual(['By the old id'])
    const again = await world.ana.refused(contract.addCustomer, { body: { key: 'alias', name: 'Again' } })
    expect(again.status).toBe(409)
    await world.ana.call(contract.addCustomerField, { body: { key: 'of-alias', name: 'Of alias', kind: 'text' } })
    const fields = { 'of-alias': 'Not the value' }
    const body = { name: 'Not the name', plan: 'premium' as const, sites: ['new.alias.test'], fields }
    const put = await world.ana.call(contract.putCustomer, { params: { key: 'alias' }, body })
    expect(put).toMatchObject({
      outcome: 'changed',
      customer: {
        id: live.id,
        name: 'Customer real',
        plan: 'free',
        sites: ['new.alias.test', 'www.alias.test', 'www.real.test'],
      },
    })
    expect(put.customer.fields).toEqual({})
    const customers = [{ key: 'alias', name: 'Not the name', sites: ['more.alias.test'] }]
    expect(await world.ana.call(contract.importCustomers, { body: { customers } })).toMatchObject({
      added: 0,
      changed: 1,
    })
  })

  test('lends its account manager and its values only where the other has none', async () => {
    await world.ana.call(contract.addCustomerField, { body: { key: 'region', name: 'Region', kind: 'text' } })
    await world.ana.call(contract.addCustomerField, { body: { key: 'seats', name: 'Seats', kind: 'number' } })
    const gone = await add('lender', { accountManager: 'ana@staff.test', fields: { region: 'North', seats: 3 } })
    const live = await add('borrower', { fields: { region: 'South' } })
    const { mergeId, customer } = await merge(gone.id, live.id)
    expect(customer).toMatchObject({ accountManager: { name: 'Ana' }, fields: { region: 'South', seats: 3 } })
    const back = await undo(mergeId)
    expect(back).toEqual(gone)
    expect(await get(live.id)).toEqual(live)
  })

  test('comes back whole when that is undone, and what is new stays with the other', async () => {
    const [gone, live] = [await add('back'), await add('stays')]
    await note(gone.id, 'Old')
    const { mergeId } = await merge(gone.id, live.id)
    await note(live.id, 'New')
    await world.ana.call(contract.putCustomer, {
      params: { key: 'stays' },
      body: { name: 'Customer stays', sites: ['new.stays.test'] },
    })
    expect(await undo(mergeId)).toEqual(gone)
    expect(await get(live.id)).toEqual({ ...live, sites: ['new.stays.test', 'www.stays.test'] })
    expect([await notesOf(gone.id), await notesOf(live.id)]).toEqual([['Old'], ['New']])
    expect(await undo(mergeId)).toEqual(gone)
  })

  test('takes back only what the other still has', async () => {
    const [gone, live] = [await add('partly'), await add('keeper')]
    const { mergeId } = await merge(gone.id, live.id)
    const elsewhere = { key: 'third', name: 'Third', sites: ['www.partly.test'] }
    await world.ana.call(contract.importCustomers, { body: { customers: [elsewhere] } })
    expect(await undo(mergeId)).toEqual({ ...gone, sites: [] })
    expect((await find('third'))[0]?.sites).toEqual(['www.partly.test'])
  })

  test('takes along those that were merged into it, and is undone before they are', async () => {
    const [first, second, third] = [await add('one'), await add('two'), await add('three')]
    const inner = await merge(first.id, second.id)
    const outer = await merge(second.id, third.id)
    expect(outer.customer.otherKeys).toEqual(['one', 'two'])
    expect((await get(first.id)).id).toBe(third.id)
    const early = await world.ana.refused(contract.undoMerge, { params: { id: inner.mergeId } })
    expect(early.problem.type).toBe('/problems/merged-elsewhere')
    await undo(outer.mergeId)
    expect((await get(first.id)).id).toBe(second.id)
    await undo(inner.mergeId)
    for (const before of [first, second, third]) expect(await get(before.id)).toEqual(before)
  })

  test('stands on the other’s page as long as it holds', async () => {
    const [gone, live] = [await add('listed'), await add('lists')]
    const { mergeId } = await merge(gone.id, live.id)
    const list = async () =>
      (await world.ana.call(contract.listCustomerMerges, { params: { id: live.id }, query: {} })).items
    expect(await list()).toMatchObject([{ id: mergeId, kind: 'customers', by: 'Ana', name: 'Customer listed' }])
    await undo(mergeId)
    expect(await list()).toEqual([])
  })

  test('is merged once, also when two do it at once; never into itself, nor into two', async () => {
    const [gone, live, other] = [await add('twice'), await add('target'), await add('other-target')]
    const [one, two] = await Promise.all([merge(gone.id, live.id), merge(gone.id, live.id)])
    expect(one.mergeId).toBe(two.mergeId)
    const refused = (id: string, into: string) =>
      world.ana.refused(contract.mergeCustomer, { params: { id }, body: { into } })
    expect((await refused(gone.id, other.id)).problem.type).toBe('/problems/merged-elsewhere')
    expect((await refused(live.id, live.id)).problem.errors).toMatchObject([{ pointer: '/into' }])
    expect((await refused(live.id, gone.id)).problem.errors).toMatchObject([{ pointer: '/into' }])
    expect((await refused(randomUUID(), live.id)).status).toBe(404)
    expect((await refused(live.id, randomUUID())).status).toBe(404)
    expect((await world.ana.refused(contract.undoMerge, { params: { id: randomUUID() } })).status).toBe(404)
  })

  test('has at most twenty more keys', async () => {
    const { id } = await add('many')
    for (let at = 0; at < 20; at += 1) await merge((await add(`many-${at}`)).id, id)
    const last = await add('many-too-many')
    const { problem } = await world.ana.refused(contract.mergeCustomer, { params: { id: last.id }, body: { into: id } })
    expect(problem.errors?.[0]?.detail).toContain('at most 20 other keys')
    expect(await get(last.id)).toEqual(last)
  })

  test('keeps an import from being undone that added the other', async () => {
    const body = { customers: [{ key: 'imported-live', name: 'Imported' }] }
    const { importId } = await world.ana.call(contract.importCustomers, { body })
    const gone = await add('bare', { sites: [], mailDomains: [], contacts: [] })
    const [live] = await find('imported-live')
    await merge(gone.id, live?.id ?? '')
    const { left } = await world.ana.call(contract.undoCustomerImport, { params: { id: importId ?? '' } })
    expect(left).toMatchObject([{ key: 'imported-live', why: 'Another customer was merged into it.' }])
  })
})

describe('a contact that is merged into another', () => {
  const mergeContact = (id: string, into: string) =>
    world.ana.call(contract.mergeContact, { params: { id }, body: { into } })
  const two = (key: string) => [
    { name: 'Vera', email: `vera@${key}.test` },
    { name: 'V. Sand', email: `sand@${key}.test`, otherEmails: [`s@${key}.test`] },
  ]

  test('gives all addresses, and is there again as the same person when that is undone', async () => {
    const customer = await add('persons', { contacts: two('persons') })
    const [sand, vera] = customer.contacts
    const { mergeId, customer: merged } = await mergeContact(sand?.id ?? '', vera?.id ?? '')
    expect(merged.contacts).toEqual([{ ...vera, otherEmails: ['s@persons.test', 'sand@persons.test'] }])
    expect(await undo(mergeId)).toEqual(customer)
  })

  test('takes back the addresses that are still there; where none is, that is said', async () => {
    const { id, contacts } = await add('rest', { contacts: two('rest') })
    const [sand, vera] = contacts
    const first = await mergeContact(sand?.id ?? '', vera?.id ?? '')
    const change = (otherEmails: string[]) =>
      world.ana.call(contract.changeCustomer, {
        params: { id },
        body: { name: 'Rest', contacts: [{ name: 'Vera', email: 'vera@rest.test', otherEmails }] },
      })
    await change(['s@rest.test'])
    expect((await undo(first.mergeId)).contacts).toMatchObject([
      { id: sand?.id, email: 's@rest.test', otherEmails: [] },
      { id: vera?.id, otherEmails: [] },
    ])
    const second = await mergeContact(sand?.id ?? '', vera?.id ?? '')
    await change([])
    const { problem } = await world.ana.refused(contract.undoMerge, { params: { id: second.mergeId } })
    expect(problem.type).toBe('/problems/nothing-to-give-back')
  })

  test('is another one of the same customer', async () => {
    const [one, other] = [await add('here'), await add('there')]
    const [mine = { id: '' }, theirs = { id: '' }] = [one.contacts[0], other.contacts[0]]
    const refused = (id: string, into: string) =>
      world.ana.refused(contract.mergeContact, { params: { id }, body: { into } })
    expect((await refused(mine.id, theirs.id)).problem.errors?.[0]?.detail).toContain('merge those first')
    expect((await refused(mine.id, mine.id)).problem.errors?.[0]?.detail).toBe('Choose another contact.')
    expect((await refused(randomUUID(), mine.id)).status).toBe(404)
  })
})
