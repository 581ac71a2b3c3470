import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

type Field = CallInput<typeof contract.addCustomerField>['body']
type Input = CallInput<typeof contract.addCustomer>['body']

const define = (key: string, over: Partial<Field> = {}) =>
  world.ana.call(contract.addCustomerField, { body: { key, name: `The ${key}`, kind: 'text', ...over } })
const add = (key: string, fields: Input['fields']) =>
  world.ana.call(contract.addCustomer, { body: { key, name: key, fields } })
const refusedWith = async (fields: Record<string, contract.FieldValue>) => {
  const body = { key: 'refused', name: 'Refused', fields }
  return (await world.ana.refused(contract.addCustomer, { body })).problem.errors
}
const load = (...customers: CallInput<typeof contract.importCustomers>['body']['customers']) =>
  world.ana.call(contract.importCustomers, { body: { customers } })
const find = async (key: string) => (await world.ana.call(contract.listCustomers, { query: { search: key } })).items[0]

describe('a field', () => {
  test('comes last, is renamed, and says how many customers have a value in it', async () => {
    await define('first')
    await define('last', { kind: 'choice', choices: ['a', 'b', 'a'] })
    await add('counted', { last: 'b' })
    const params = { key: 'last' }
    const body = { name: 'Renamed', choices: ['a'] }
    expect(await world.ana.call(contract.changeCustomerField, { params, body })).toMatchObject({ choices: ['a'] })
    const { items } = await world.ana.call(contract.listCustomerFields, {})
    expect(items.slice(-2)).toMatchObject([
      { key: 'first', customers: 0 },
      { key: 'last', name: 'Renamed', kind: 'choice', choices: ['a'], customers: 1 },
    ])
  })

  test.each([
    ['of a key that is there', { key: 'taken', name: 'Other' }, '/key'],
    ['of a name that is there', { key: 'other', name: 'the TAKEN' }, '/name'],
  ])('%s is refused', async (_, body, pointer) => {
    await define('taken').catch(() => undefined)
    const refused = await world.ana.refused(contract.addCustomerField, { body: { kind: 'text', ...body } })
    expect([refused.status, refused.problem.errors?.[0]?.pointer]).toEqual([409, pointer])
  })

  test('to choose from needs choices', async () => {
    const body = { key: 'no-choice', name: 'No choice', kind: 'choice' as const }
    expect((await world.ana.refused(contract.addCustomerField, { body })).problem.errors).toMatchObject([
      { pointer: '/choices' },
    ])
  })

  test('goes with every value in it', async () => {
    await define('going')
    const { id } = await add('left', { going: 'Gone' })
    await world.ana.call(contract.removeCustomerField, { params: { key: 'going' } })
    expect((await world.ana.call(contract.getCustomer, { params: { id } })).fields).toEqual({})
    const again = { params: { key: 'going' } }
    expect((await world.ana.refused(contract.removeCustomerField, again)).status).toBe(404)
    const change = { ...again, body: { name: 'Going' } }
    expect((await world.ana.refused(contract.changeCustomerField, change)).status).toBe(404)
  })

  test('is not one of more than fifty', async () => {
    const { items } = await world.ana.call(contract.listCustomerFields, {})
    for (let at = items.length; at < 50; at += 1) await define(`many-${at}`)
    const body = { key: 'too-many', name: 'Too many', kind: 'text' as const }
    expect((await world.ana.refused(contract.addCustomerField, { body })).problem.type).toBe(
      '/problems/too-many-fields',
    )
    for (let at = items.length; at < 50; at += 1)
      await world.ana.call(contract.removeCustomerField, { params: { key: `many-${at}` } })
  })

  test('is decided on by administrators; staff writes values', async () => {
    await define('kept')
    const bo = await world.person('Bo')
    const body = { key: 'of-staff', name: 'Of staff', kind: 'text' as const }
    expect((await bo.refused(contract.addCustomerField, { body })).status).toBe(403)
    const customer = { key: 'by-staff', name: 'By staff', fields: { kept: 'x' } }
    expect((await bo.call(contract.addCustomer, { body: customer })).fields).toEqual({ kept: 'x' })
  })
})

const kinds: [contract.FieldKind, contract.FieldValue[], contract.FieldValue[]][] = [
  ['text', ['Hello'], ['  ', 1, true]],
  ['number', [0, -1.5], ['1', true]],
  ['choice', ['North'], ['north', '']],
  ['yes-no', [true, false], ['yes', 1]],
  ['date', ['2028-02-29'], ['2027-02-29', '29.2.2028']],
  ['link', ['https://crm.test/1'], ['javascript:alert(1)', 'crm.test']],
]

test.each(kinds)('a value of the kind %s is kept as it is, and nothing else fits', async (kind, good, bad) => {
  const key = `kind-${kind}`
  await define(key, { kind, choices: ['North', 'South'] })
  for (const [at, value] of good.entries())
    expect((await add(`${key}-${at}`, { [key]: value })).fields).toEqual({ [key]: value })
  for (const value of bad) expect(await refusedWith({ [key]: value })).toMatchObject([{ pointer: `/fields/${key}` }])
})

test('there is no value in a field that is none', async () => {
  expect(await refusedWith({ nowhere: 'x', constructor: 'y' })).toEqual([
    { pointer: '/fields/nowhere', detail: 'There is no field "nowhere".' },
    { pointer: '/fields/constructor', detail: 'There is no field "constructor".' },
  ])
})

test('values that a change leaves out go; an import leaves them, null takes one away, and rows are named', async () => {
  await define('region', { kind: 'choice', choices: ['North', 'South'] })
  await define('seats', { kind: 'number' })
  const { id } = await add('values', { region: 'North', seats: 3 })
  expect(await load({ key: 'values', name: 'values', fields: { seats: 4 } })).toMatchObject({ added: 0, changed: 1 })
  expect((await find('values'))?.fields).toEqual({ region: 'North', seats: 4 })
  await load({ key: 'values', name: 'values', fields: { seats: null } })
  expect((await find('values'))?.fields).toEqual({ region: 'North' })
  const customers = [
    { key: 'fine', name: 'Fine' },
    { key: 'values', name: 'values', fields: { seats: 'four' } },
  ]
  const { problem } = await world.ana.refused(contract.importCustomers, { body: { customers } })
  expect(problem.errors).toMatchObject([{ pointer: '/customers/1/fields/seats' }])
  const body = { name: 'values' }
  expect((await world.ana.call(contract.changeCustomer, { params: { id }, body })).fields).toEqual({})
})

test('what was chosen before stays right when its choice has gone, and nobody new chooses it', async () => {
  await define('tier', { kind: 'choice', choices: ['Gold', 'Silver'] })
  const { id } = await add('old-choice', { tier: 'Gold' })
  const field = { params: { key: 'tier' }, body: { name: 'Tier', choices: ['Silver'] } }
  await world.ana.call(contract.changeCustomerField, field)
  const body = { name: 'Other name', fields: { tier: 'Gold' } }
  expect(await world.ana.call(contract.changeCustomer, { params: { id }, body })).toMatchObject(body)
  expect(await refusedWith({ tier: 'Gold' })).toMatchObject([{ detail: 'Choose one of Silver.' }])
})
