import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/customers.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const changesOf = async (id: string) =>
  (await world.ana.call(contract.listCustomerChanges, { params: { id }, query: {} })).items.map(({ by, what }) => [
    by,
    what,
  ])

test('what became of a customer is written down, whoever did it and by which way', async () => {
  const { id } = await world.ana.call(contract.addCustomer, { body: { key: 'told', name: 'Told' } })
  const later = () => world.clock.advance(1000)
  later()
  const body = { name: 'Told', plan: 'pro' as const, accountManager: 'ana@staff.test' }
  await world.ana.call(contract.changeCustomer, { params: { id }, body })
  later()
  const customers = [{ key: 'told', name: 'Told', isVip: true, sites: ['www.told.test'] }]
  await world.ana.call(contract.previewImport, { body: { customers } })
  const { importId } = await world.ana.call(contract.importCustomers, { body: { customers } })
  later()
  await world.ana.call(contract.undoCustomerImport, { params: { id: importId ?? '' } })
  later()
  const gone = await world.ana.call(contract.addCustomer, { body: { key: 'told-gone', name: 'Gone' } })
  const { mergeId } = await world.ana.call(contract.mergeCustomer, { params: { id: gone.id }, body: { into: id } })
  later()
  await world.ana.call(contract.undoMerge, { params: { id: mergeId } })
  expect(await changesOf(id)).toEqual(
    [
      'gave back Gone',
      'took in Gone',
      'is as before an import, which was undone',
      'made them a VIP',
      expect.stringMatching(/^changed the (?:plan: free → pro|account manager: none → Ana)$/),
      expect.stringMatching(/^changed the (?:plan: free → pro|account manager: none → Ana)$/),
      'added the customer, plan free',
    ].map((what) => ['Ana', what]),
  )
})
