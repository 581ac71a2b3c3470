import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import { deactivatePerson } from '@bellwether/contract/people.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Input = CallInput<typeof contract.addCustomer>['body']

const add = (key: string, over: Partial<Input> = {}) =>
  world.ana.call(contract.addCustomer, { body: { key, name: `Customer ${key}`, ...over } })
const change = (id: string, over: Partial<Input> = {}) =>
  world.ana.call(contract.changeCustomer, { params: { id }, body: { name: 'Changed', ...over } })
const load = (...customers: Input[]) => world.ana.call(contract.importCustomers, { body: { customers } })
const get = (id: string) => world.ana.call(contract.getCustomer, { params: { id } })
const vera = (key: string, ...others: string[]) => ({
  name: 'Vera',
  email: `vera@${key}.test`,
  otherEmails: others.map((name) => `${name}@${key}.test`),
})

describe('a contact with several addresses', () => {
  test('has them in order beside the primary one, and is found by each', async () => {
    const added = await add('several', { contacts: [vera('several', 'v.sand', 'V.LIND')] })
    expect(added.contacts).toMatchObject([
      { email: 'vera@several.test', otherEmails: ['v.lind@several.test', 'v.sand@several.test'] },
    ])
    const query = { search: 'v.sand@several' }
    expect((await world.ana.call(contract.listCustomers, { query })).items).toEqual([added])
  })

  test('stays the same person when another address becomes the primary one, and loses what is left out', async () => {
    const { id, contacts } = await add('swap', { contacts: [vera('swap', 'v.sand', 'old')] })
    const swapped = { name: 'Vera', email: 'v.sand@swap.test', otherEmails: ['vera@swap.test'] }
    expect((await change(id, { contacts: [swapped] })).contacts).toEqual([{ ...swapped, id: contacts[0]?.id }])
    expect((await change(id, { contacts: [vera('swap')] })).contacts).toMatchObject([
      { id: contacts[0]?.id, otherEmails: [] },
    ])
  })

  test('takes in the address of another contact of theirs, who is nobody then', async () => {
    const { id } = await add('two', { contacts: [vera('two'), { name: 'V', email: 'v@two.test' }] })
    expect((await change(id, { contacts: [vera('two', 'v')] })).contacts).toMatchObject([
      { name: 'Vera', otherEmails: ['v@two.test'] },
    ])
  })

  test('has no address of another customer’s contact, primary or not', async () => {
    await add('holder', { contacts: [vera('holder', 'second')] })
    const body = { key: 'grabber', name: 'Grabber', contacts: [vera('grabber'), vera('holder')] }
    for (const email of ['second@holder.test', 'vera@holder.test']) {
      const contacts = [{ name: 'Eve', email: 'eve@grabber.test', otherEmails: [email] }]
      const { status, problem } = await world.ana.refused(contract.addCustomer, { body: { ...body, contacts } })
      expect([status, problem.detail]).toEqual([409, `${email} belongs to Customer holder. Take it off there first.`])
    }
  })

  test('is brought up to date by an import, whichever address it names, and repeated it changes nothing', async () => {
    const { id } = await add('synced', { contacts: [vera('synced', 'second')] })
    const named = { key: 'synced', name: 'Customer synced' }
    const bySecond = { name: 'Other name', email: 'second@synced.test', otherEmails: ['third@synced.test'] }
    expect(await load({ ...named, contacts: [bySecond] })).toMatchObject({ added: 0, changed: 1 })
    const { contacts } = await get(id)
    expect(contacts).toMatchObject([
      { name: 'Vera', email: 'vera@synced.test', otherEmails: ['second@synced.test', 'third@synced.test'] },
    ])
    const both = [bySecond, { name: 'Vera', email: 'vera@synced.test' }]
    expect(await load({ ...named, contacts: both })).toMatchObject({ added: 0, changed: 0 })
  })

  test('loses an address to the customer whose import names it, and has another primary one then', async () => {
    const { id } = await add('loser', { contacts: [vera('loser', 'a', 'z')] })
    await load({ key: 'winner', name: 'Winner', contacts: [{ name: 'Ann', email: 'a@loser.test' }] })
    expect((await get(id)).contacts).toMatchObject([{ name: 'Vera', otherEmails: ['z@loser.test'] }])
    await load({
      key: 'winner',
      name: 'Winner',
      contacts: [{ name: 'Ann', email: 'a@loser.test', otherEmails: ['vera@loser.test'] }],
    })
    expect((await get(id)).contacts).toMatchObject([{ name: 'Vera', email: 'z@loser.test', otherEmails: [] }])
  })

  test('is one of two that are changed at once: no address is of both', async () => {
    const [one, other] = await Promise.all([add('race-one'), add('race-other')])
    const contacts = [{ name: 'Vera', email: 'vera@race.test', otherEmails: ['v@race.test'] }]
    const done = await Promise.allSettled([one, other].map(({ id }) => change(id, { contacts })))
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the e-mail domains of a customer', () => {
  test('are in lower case, and found by search', async () => {
    const added = await add('domains', { mailDomains: ['Acme-Domains.test', 'acme-domains.test'] })
    expect(added.mailDomains).toEqual(['acme-domains.test'])
    const query = { search: 'acme-domains' }
    expect((await world.ana.call(contract.listCustomers, { query })).items).toEqual([added])
    expect((await change(added.id)).mailDomains).toEqual([])
  })

  test.each(['gmail.com', 'OUTLOOK.com', 'yahoo.co.uk', 'gmx.de', 'localhost', 'vera@acme.test', 'acme..test'])(
    'cannot be %s',
    async (domain) => {
      const body = { key: 'public', name: 'Public', mailDomains: [domain] }
      const { status, problem } = await world.ana.refused(contract.addCustomer, { body })
      expect([status, problem.errors?.map((one) => one.pointer)]).toEqual([400, ['/mailDomains/0']])
    },
  )

  test('say whose they are where they are another’s; an import moves them', async () => {
    const { id } = await add('first', { mailDomains: ['shared.test'] })
    const body = { key: 'second', name: 'Second', mailDomains: ['shared.test'] }
    const { problem } = await world.ana.refused(contract.addCustomer, { body })
    expect(problem.detail).toBe('shared.test belongs to Customer first. Take it off there first.')
    await load(body)
    expect((await get(id)).mailDomains).toEqual([])
  })
})

describe('the account manager of a customer', () => {
  test('is somebody on staff, by address', async () => {
    const bo = await world.person('Bo')
    const { id, accountManager } = await add('managed', { accountManager: 'BO@staff.test' })
    expect(accountManager).toEqual({ id: bo.id, name: 'Bo', email: 'bo@staff.test', hasLeft: false })
    expect((await change(id)).accountManager).toBeNull()
  })

  test('is nobody from elsewhere, and the row of an import that says so is named', async () => {
    const stranger = { key: 'unmanaged', name: 'Unmanaged', accountManager: 'vera@acme.test' }
    const { problem } = await world.ana.refused(contract.addCustomer, { body: stranger })
    expect(problem.errors).toEqual([
      { pointer: '/accountManager', detail: 'Nobody on staff has the address vera@acme.test.' },
    ])
    const customers = [{ key: 'fine', name: 'Fine' }, stranger]
    const refused = await world.ana.refused(contract.importCustomers, { body: { customers } })
    expect(refused.problem.errors).toMatchObject([{ pointer: '/customers/1/accountManager' }])
  })

  test('stays until somebody else is named, and is shown as gone once they have left', async () => {
    const cy = await world.person('Cy')
    const said = { key: 'kept', name: 'Kept', accountManager: 'cy@staff.test' }
    const { id } = await add('kept', said)
    await load({ key: 'kept', name: 'Kept' })
    expect((await get(id)).accountManager).toMatchObject({ name: 'Cy', hasLeft: false })
    await world.ana.call(deactivatePerson, { params: { id: cy.id } })
    expect((await get(id)).accountManager).toMatchObject({ name: 'Cy', hasLeft: true })
    expect(await load(said)).toMatchObject({ added: 0, changed: 0 })
    const elsewhere = { key: 'elsewhere', name: 'Elsewhere', accountManager: 'cy@staff.test' }
    expect((await world.ana.refused(contract.addCustomer, { body: elsewhere })).status).toBe(400)
  })
})
