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

const customer = (key: string, over: Partial<Input> = {}) => ({
  key,
  name: `Customer ${key}`,
  plan: 'pro' as const,
  isVip: false,
  sites: [`www.${key}.test`],
  contacts: [{ name: 'Vera', email: `vera@${key}.test` }],
  ...over,
})
const load = (...customers: Input[]) => world.ana.call(contract.importCustomers, { body: { customers } })
const find = async (search: string): Promise<contract.Customer[]> =>
  (await world.ana.call(contract.listCustomers, { query: { search } })).items

describe('an import', () => {
  test('adds customers, and repeated adds and changes nothing', async () => {
    const both = [customer('import-one'), customer('import-two', { plan: 'premium', isVip: true })]
    expect(await load(...both)).toMatchObject({ added: 2, changed: 0 })
    const before = await find('import-')
    expect(await load(...both)).toMatchObject({ added: 0, changed: 0 })
    expect(await find('import-')).toEqual(before)
    expect(before).toMatchObject([{ isVip: false }, { isVip: true, plan: 'premium' }])
  })

  test('brings a customer up to date and keeps its id and its sites', async () => {
    await load(customer('update'))
    const [before] = await find('update')
    const change = { name: 'Renamed', plan: 'premium' as const, isVip: true, sites: ['shop.update.test'] }
    expect(await load(customer('update', change))).toMatchObject({ added: 0, changed: 1 })
    const [after] = await find('update')
    expect(after).toMatchObject({ id: before?.id, name: 'Renamed', plan: 'premium', isVip: true })
    expect(after?.sites).toEqual(['shop.update.test', 'www.update.test'])
  })

  test('leaves what it does not name as it is; a new customer is free and no VIP', async () => {
    await load(customer('partly', { plan: 'premium', isVip: true }))
    const body = {
      customers: [
        { key: 'partly', name: 'Partly' },
        { key: 'partly-new', name: 'Partly new' },
      ],
    }
    await world.ana.call(contract.importCustomers, { body })
    expect(await find('partly')).toMatchObject([
      { name: 'Partly', plan: 'premium', isVip: true, sites: ['www.partly.test'] },
      { name: 'Partly new', plan: 'free', isVip: false },
    ])
  })

  test('moves a site and a contact to the customer that names them now', async () => {
    await load(customer('old-owner'))
    const moved = { sites: ['www.old-owner.test'], contacts: [{ name: 'Vera', email: 'VERA@old-owner.test' }] }
    await load(customer('new-owner', moved))
    const [old, taken] = [await find('Customer old-owner'), await find('Customer new-owner')]
    expect(old).toMatchObject([{ sites: [], contacts: [] }])
    expect(taken).toMatchObject([{ sites: ['www.old-owner.test'], contacts: [{ email: 'vera@old-owner.test' }] }])
  })

  test('that names a customer twice takes the last word', async () => {
    expect(await load(customer('twice', { plan: 'free' }), customer('twice', { plan: 'premium' }))).toMatchObject({
      added: 1,
    })
    expect(await find('twice')).toMatchObject([{ plan: 'premium' }])
  })

  test('with one bad customer in it adds none of them and says which', async () => {
    const bad = customer('bad', { sites: ['Not A Hostname'] })
    const body = { customers: [customer('good'), bad] }
    const { problem } = await world.ana.refused(contract.importCustomers, { body })
    expect(problem.errors).toMatchObject([{ pointer: '/customers/1/sites/0' }])
    expect(await find('good')).toEqual([])
  })

  test('by two at once of the same customers ends with each of them once', async () => {
    const many = Array.from({ length: 20 }, (_, position) => customer(`race-${position}`))
    await Promise.all([load(...many), load(...many.toReversed())])
    expect(await find('race-')).toHaveLength(20)
  })
})

describe('a customer', () => {
  test('is added once: the same key again is a conflict', async () => {
    const added = await world.ana.call(contract.addCustomer, { body: customer('once') })
    expect(await world.ana.call(contract.getCustomer, { params: { id: added.id } })).toEqual(added)
    const again = await world.ana.refused(contract.addCustomer, { body: customer('once', { name: 'Other' }) })
    expect(again.problem).toMatchObject({ type: '/problems/already-exists', detail: expect.stringContaining('once') })
    expect(await find('once')).toEqual([added])
  })

  test('takes no site and no contact of another customer, and says whose they are', async () => {
    const owner = await world.ana.call(contract.addCustomer, { body: customer('owner') })
    const over = { sites: ['www.owner.test', 'new.taker.test'], contacts: [{ name: 'Eve', email: 'VERA@owner.test' }] }
    const refused = await world.ana.refused(contract.addCustomer, { body: customer('taker', over) })
    expect([refused.status, refused.problem.detail]).toEqual([409, expect.stringContaining('Customer owner')])
    for (const what of ['www.owner.test', 'vera@owner.test']) expect(refused.problem.detail).toContain(what)
    expect(await find('taker')).toEqual([])
    expect(await world.ana.call(contract.getCustomer, { params: { id: owner.id } })).toEqual(owner)
  })

  test('is changed as a whole: what is left out is theirs no more, and its key stays', async () => {
    await load(customer('changed'), customer('changed-other'))
    const [before] = await find('changed.test')
    const { key: _, ...rest } = customer('changed', { name: 'Renamed', sites: ['new.changed.test'], contacts: [] })
    const change = (body: object) =>
      world.ana.call(contract.changeCustomer, { params: { id: before?.id ?? '' }, body: { ...rest, ...body } })
    expect(await change({})).toMatchObject({
      key: 'changed',
      name: 'Renamed',
      sites: ['new.changed.test'],
      contacts: [],
    })
    expect(await change({})).toMatchObject({ sites: ['new.changed.test'] })
    const taken = await world.ana.refused(contract.changeCustomer, {
      params: { id: before?.id ?? '' },
      body: { ...rest, sites: ['www.changed-other.test'] },
    })
    expect(taken.problem.detail).toBe(
      'www.changed-other.test belongs to Customer changed-other. Take it off there first.',
    )
  })

  test('may name the same site and the same address twice, in any case', async () => {
    const twice = [
      { name: 'Vera', email: 'Vera@double.test' },
      { name: 'Vera Lind', email: 'vera@DOUBLE.test' },
    ]
    const body = customer('double', { sites: ['a.double.test', 'a.double.test'], contacts: twice })
    expect(await world.ana.call(contract.addCustomer, { body })).toMatchObject({
      sites: ['a.double.test'],
      contacts: [{ name: 'Vera Lind', email: 'vera@double.test' }],
    })
    expect(await load(customer('double-import', { sites: ['b.double.test', 'b.double.test'] }))).toMatchObject({
      added: 1,
    })
  })

  test.each(['Findable', 'findable-key', 'www.findable-key.test', 'vera@findable-key'])(
    'is found by “%s”',
    async (search) => {
      await load(customer('findable-key', { name: 'Findable Inc' }))
      expect((await find(search)).map((one) => one.key)).toEqual(['findable-key'])
    },
  )

  test.each(['%', '_', String.raw`\ `, `'; drop table customers.customers; --`])(
    'is not found by “%s”',
    async (search) => {
      await load(customer('plain-name'))
      expect(await find(search)).toEqual([])
    },
  )

  test('comes exactly once over the pages of a list, in order, also with equal names', async () => {
    const many = Array.from({ length: 7 }, (_, position) =>
      customer(`paged-${position}`, { name: position < 4 ? 'Paged' : `Paged ${position}` }),
    )
    await load(...many)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page: { items: contract.Customer[]; nextCursor: string | null } = await world.ana.call(
        contract.listCustomers,
        {
          query: { search: 'paged-', limit: 2, ...(cursor ? { cursor } : {}) },
        },
      )
      seen.push(...page.items.map((one) => one.key))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen.toSorted()).toEqual(many.map((one) => one.key))
    expect(seen.slice(4)).toEqual(['paged-4', 'paged-5', 'paged-6'])
  })
})
