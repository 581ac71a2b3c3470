import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCustomer } from '@bellwether/contract/customers.ts'
import { getFirstSteps, putFirstStepsAway, setUpInstallation } from '@bellwether/contract/installation.ts'
import { addMailbox } from '@bellwether/contract/mail.ts'
import { acknowledgePage, addRota, sendTestPage } from '@bellwether/contract/pager.ts'
import { addPerson, addRole, addTeam, createToken, getMe } from '@bellwether/contract/people.ts'
import { builtInAddresses } from '../platform/config/built-in-addresses.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, type World } from '../testing/start-world.ts'

describe('the first steps of an empty installation', () => {
  let world: World
  beforeAll(async () => {
    const environment = { SUPPORT_ADDRESS: builtInAddresses.support, EMERGENCY_ADDRESS: builtInAddresses.emergency }
    world = await startWorld({ isEmpty: true, evidence: true, environment })
    const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password' }
    const { setupToken } = world.app
    await world.ana.call(setUpInstallation, { body: { setupToken, organisation: 'Acme', ...person } })
  })
  afterAll(() => world.stop())

  const steps = () => world.ana.call(getFirstSteps, {})
  const writeTo = async (to: string, subject: string) => {
    await world.deliver(letter({ from: 'vera@m.test', to, subject }).raw, { from: 'vera@m.test', to: [to] })
    await world.settle()
  }

  test('begin with nothing but whoever set it up', async () => {
    expect(await steps()).toEqual({
      isPutAway: false,
      address: {
        isNamed: false,
        address: builtInAddresses.support,
        host: 'localhost',
        smtpPort: world.app.smtpPort,
        isOfThisMachineAlone: true,
        filed: null,
        strays: [],
      },
      events: { engine: 'ready', accepted: 0, refused: 0, newest: null },
      customers: 0,
      people: 1,
      rotas: 0,
      onCall: { now: [], nextAt: null },
      pagingTests: { answered: 'none', newestOfMine: null },
    })
  })

  test('offer the addresses to which mail came, the newest first, until they are mailboxes', async () => {
    await writeTo('help@acme.test', 'One')
    world.clock.advance(1000)
    for (const subject of ['Two', 'Three']) await writeTo('sales@acme.test', subject)
    const held = async () => (await steps()).address.strays.map(({ address, held }) => [address, held])
    expect(await held()).toEqual([
      ['sales@acme.test', 2],
      ['help@acme.test', 1],
    ])
    await world.ana.call(addMailbox, { body: { address: 'help@acme.test', name: 'Help' } })
    await world.settle()
    await expect
      .poll(async () => (await steps()).address)
      .toMatchObject({
        isNamed: true,
        address: 'help@acme.test',
        filed: { number: 1, subject: 'One' },
      })
    expect(await held()).toEqual([['sales@acme.test', 2]])
  })

  test('count events by what was kept, and name who sent them last', async () => {
    const { token } = await world.ana.call(createToken, { body: { name: 'shipper', permissions: ['evidence.write'] } })
    const send = (body: string) =>
      world.nobody.fresh().raw('/api/evidence/events', {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      })
    await send('no event\n')
    await expect
      .poll(async () => (await steps()).events, { timeout: 5000 })
      .toMatchObject({ accepted: 0, refused: 1, newest: null })
    await send('{"kind":"request"}\n{"kind":"request"}\n')
    await expect
      .poll(async () => (await steps()).events, { timeout: 5000 })
      .toMatchObject({ accepted: 2, newest: { from: 'shipper' } })
  })

  test('count customers, people and rotas', async () => {
    await world.ana.call(addCustomer, { body: { key: 'acme', name: 'Acme' } })
    await world.ana.call(addPerson, { body: { name: 'Bo', email: 'bo@staff.test' } })
    await world.ana.call(addTeam, { body: { slug: 'support-eu', name: 'Support EU' } })
    const { person } = await world.ana.call(getMe, {})
    const layers = [{ timeZone: 'UTC', startsOn: '2026-01-12', people: [person.id] }]
    await world.ana.call(addRota, { body: { team: 'support-eu', name: 'Days', layers } })
    expect(await steps()).toMatchObject({ customers: 1, people: 2, rotas: 1 })
  })

  test('know a test page from its answer', async () => {
    const { person } = await world.ana.call(getMe, {})
    const { id } = await world.ana.call(sendTestPage, { params: { id: person.id } })
    expect((await steps()).pagingTests).toEqual({ answered: 'none', newestOfMine: id })
    await world.settle()
    await world.ana.call(acknowledgePage, { params: { id } })
    expect((await steps()).pagingTests).toEqual({ answered: 'reached', newestOfMine: id })
  })

  test('show what was written, and by whom, to those alone who may read it', async () => {
    const body = { slug: 'operator', name: 'Operator', permissions: ['installation.write' as const] }
    await world.ana.call(addRole, { body })
    const operator = await world.person('Olga', { role: 'operator', teams: [] })
    const { address, events } = await operator.call(getFirstSteps, {})
    expect([address.filed?.subject, address.strays, events.newest?.from]).toEqual([null, [], null])
  })

  test('are put away, and shown again', async () => {
    for (const isPutAway of [true, true, false]) {
      await world.ana.call(putFirstStepsAway, { body: { isPutAway } })
      expect((await steps()).isPutAway).toBe(isPutAway)
    }
  })
})
