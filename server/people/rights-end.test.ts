import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRota, listRotas } from '@bellwether/contract/pager.ts'
import * as people from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const named = (name: string): string => `${name}${(count += 1)}`
const administrator = (): Promise<Caller> => world.person(named('Adm'), { role: 'administrator' })
const staff = (teams: string[] = ['support']): Promise<Caller> => world.person(named('Bo'), { teams })
const tokenOf = async (who: Caller, permissions: Permission[]) => {
  const { token } = await who.call(people.createToken, { body: { name: 'program', permissions } })
  return callerFor(() => world.app.url, token)
}
const isOut = async (who: Caller): Promise<void> => expect((await who.refused(people.getMe, {})).status).toBe(401)

describe('deactivating a person', () => {
  test('ends sessions, links and tokens they made, and says how many', async () => {
    const leaver = await administrator()
    const program = await tokenOf(leaver, ['people.read'])
    const childOfProgram = await tokenOf(await tokenOf(leaver, ['people.write', 'people.read']), ['people.read'])
    expect((await program.call(people.listPeople, {})).items.length).toBeGreaterThan(0)
    const { ended, person } = await world.ana.call(people.deactivatePerson, { params: { id: leaver.id } })
    expect(ended).toEqual({ sessions: 1, links: 0, tokens: 3 })
    expect(person.deactivatedAt).not.toBeNull()
    await isOut(leaver)
    for (const one of [program, childOfProgram]) expect((await one.refused(people.listPeople, {})).status).toBe(401)
  })

  test('lets no link in any more, neither one they hold nor one they ask for', async () => {
    const email = `${named('invited')}@staff.test`
    const { person, signInUrl } = await world.ana.call(people.addPerson, { body: { name: 'Invited', email } })
    await world.ana.call(people.deactivatePerson, { params: { id: person.id } })
    const body = { token: new URL(signInUrl).searchParams.get('token') ?? '' }
    expect((await world.nobody.fresh().refused(people.signInByLink, { body })).status).toBe(410)
    await world.nobody.fresh().call(people.requestSignInLink, { body: { email } })
    await world.settle()
    expect(world.mailbox.to(email)).toEqual([])
  })

  test('hands their turns on call to whoever follows, tells them and the administrators', async () => {
    const slug = named('ops')
    await world.team(slug)
    const [first, second] = [await staff([slug]), await staff([slug])]
    const layers = [{ timeZone: 'UTC', startsOn: '2026-01-12', people: [first.id, second.id] }]
    await world.ana.call(addRota, { body: { team: slug, name: 'On call', layers } })
    await world.ana.call(people.deactivatePerson, { params: { id: first.id } })
    await world.settle()
    const { items } = await world.ana.call(listRotas, { query: { team: slug } })
    const [after] = items
    expect(after?.onCall?.id).toBe(second.id)
    expect(after?.layers[0]?.people.map((one) => one.id)).toEqual([second.id])
    const secondMail = (await second.call(people.getMe, {})).person.email
    expect(world.mailbox.to(secondMail).map((one) => one.subject)).toEqual([
      expect.stringContaining('Your turns on call'),
    ])
    const left = world.mailbox.to('ana@staff.test').findLast(({ subject }) => subject?.endsWith('left these rotas'))
    expect(left?.text).toContain('1 person stays on the rota')
  })

  test('is refused for the last administrator, and for somebody stronger than whoever asks', async () => {
    const strong = await administrator()
    const weak = await tokenOf(strong, ['people.write', 'people.read'])
    expect((await weak.refused(people.deactivatePerson, { params: { id: strong.id } })).status).toBe(403)
    const alone = await startWorld()
    const me = await alone.ana.call(people.getMe, {})
    const refused = await alone.ana.refused(people.deactivatePerson, { params: { id: me.person.id } })
    expect(refused.problem).toMatchObject({ status: 409, title: 'This is the last administrator' })
    await alone.stop()
  })

  test('can be taken back; they sign in by a new link and join their teams anew', async () => {
    const leaver = await staff()
    const { email } = (await leaver.call(people.getMe, {})).person
    await world.ana.call(people.deactivatePerson, { params: { id: leaver.id } })
    const former = await world.ana.call(people.listPeople, { query: { former: 'true' } })
    expect(former.items.map((one) => one.id)).toContain(leaver.id)
    expect(await world.ana.call(people.reactivatePerson, { params: { id: leaver.id } })).toMatchObject({ teams: [] })
    await isOut(leaver)
    await world.nobody.call(people.requestSignInLink, { body: { email } })
    const [mail] = await world.mailbox.waitFor(email)
    const body = { token: /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '' }
    expect(await world.nobody.fresh().call(people.signInByLink, { body })).toMatchObject({ person: { email } })
  })
})

describe('a role', () => {
  test('that is taken away is gone from their next request on, and from the tokens they made', async () => {
    const demoted = await administrator()
    const program = await tokenOf(demoted, ['people.write', 'people.read'])
    await world.ana.call(people.changePerson, { params: { id: demoted.id }, body: { roles: ['staff'] } })
    const body = { slug: named('x'), name: 'X' }
    expect((await demoted.refused(people.addTeam, { body })).status).toBe(403)
    expect((await program.refused(people.addTeam, { body })).status).toBe(403)
    expect((await program.call(people.listPeople, {})).items.length).toBeGreaterThan(0)
  })

  test('cannot be given, nor a token made, by somebody who has less', async () => {
    const program = await tokenOf(world.ana, ['people.write', 'people.read'])
    const body = { name: 'Eve', email: `${named('eve')}@evil.test`, roles: ['administrator'] }
    const refused = await program.refused(people.addPerson, { body })
    expect([refused.status, refused.problem.detail]).toEqual([403, expect.stringContaining('cannot give')])
    const self = await world.ana.call(people.addPerson, { body: { ...body, roles: ['staff'] } })
    const promote = { params: { id: self.person.id }, body: { roles: ['administrator'] } }
    expect((await program.refused(people.changePerson, promote)).status).toBe(403)
    const token = { name: 'stronger', permissions: ['installation.write' as const] }
    expect((await program.refused(people.createToken, { body: token })).status).toBe(403)
    expect(
      await program.call(people.createToken, { body: { name: 'same', permissions: ['people.read'] } }),
    ).toBeTruthy()
  })

  test('of two administrators who demote each other at once, one stays', async () => {
    const alone = await startWorld()
    const other = await alone.person('Other', { role: 'administrator' })
    const me = (await alone.ana.call(people.getMe, {})).person.id
    const demote = (who: Caller, id: string) =>
      who.call(people.changePerson, { params: { id }, body: { roles: ['staff'] } })
    await Promise.allSettled([demote(alone.ana, other.id), demote(other, me)])
    const rows = await alone.sql(
      `select 1 from people.person_roles held join people.roles role on role.id = held.role_id where role.slug = 'administrator'`,
    )
    expect(rows).toHaveLength(1)
    await alone.stop()
  })
})

describe('sessions', () => {
  const password = 'correct horse battery'

  test('are seen and ended by their person, and by nobody else', async () => {
    const who = await staff()
    const { email } = (await who.call(people.getMe, {})).person
    await who.call(people.setMyPassword, { body: { password } })
    const elsewhere = world.nobody.fresh()
    await elsewhere.call(people.signInByPassword, { body: { email, password } })
    const { items } = await who.call(people.listMySessions, {})
    expect(items.filter((one) => one.isCurrent)).toHaveLength(1)
    const other = items.find((one) => !one.isCurrent)
    expect((await world.ana.refused(people.endMySession, { params: { id: other!.id } })).status).toBe(404)
    await who.call(people.endMySession, { params: { id: other!.id } })
    await isOut(elsewhere)
    expect(JSON.stringify(items)).not.toMatch(/token/i)
  })

  test('end everywhere else with a new password, which asks for the old one', async () => {
    const who = await staff()
    const { email } = (await who.call(people.getMe, {})).person
    await who.call(people.setMyPassword, { body: { password } })
    const elsewhere = world.nobody.fresh()
    await elsewhere.call(people.signInByPassword, { body: { email, password } })
    const body = { password: 'another long password' }
    const without = await elsewhere.refused(people.setMyPassword, { body })
    expect([without.status, without.problem.errors?.[0]?.pointer]).toEqual([400, '/currentPassword'])
    const wrong = { ...body, currentPassword: 'a guess' }
    expect((await elsewhere.refused(people.setMyPassword, { body: wrong })).status).toBe(400)
    const right = { ...body, currentPassword: password }
    expect(await who.call(people.setMyPassword, { body: right })).toEqual({ changed: true, endedSessions: 1 })
    await isOut(elsewhere)
    expect(await who.call(people.getMe, {})).toBeTruthy()
  })

  test('cannot be used to try passwords out: the eleventh try waits', async () => {
    const who = await staff()
    await who.call(people.setMyPassword, { body: { password } })
    const body = { password: 'another long password', currentPassword: 'a guess' }
    for (let tries = 0; tries < 10; tries += 1) await who.refused(people.setMyPassword, { body })
    // Neither another key for each try nor the right word helps now.
    const init = { method: 'PUT', headers: { 'content-type': 'application/json', 'idempotency-key': 'another' } }
    const right = JSON.stringify({ ...body, currentPassword: password })
    expect((await who.raw('/api/people/session/password', { ...init, body: right })).status).toBe(429)
  })

  test('are ended for somebody by an administrator, everywhere', async () => {
    const who = await staff()
    expect((await world.ana.call(people.listSessions, { params: { id: who.id } })).items).toHaveLength(1)
    expect(await world.ana.call(people.endSessions, { params: { id: who.id } })).toEqual({ ended: 1 })
    await isOut(who)
  })

  test('end their live stream', async () => {
    const who = await staff()
    const stream = await who.raw('/api/live', { headers: { accept: 'text/event-stream' } })
    const read = stream.body!.getReader()
    await sleep(50)
    await world.ana.call(people.endSessions, { params: { id: who.id } })
    let text = ''
    for (let part = await read.read(); !part.done; part = await read.read()) text += Buffer.from(part.value).toString()
    expect(text).toContain('event: signed-out')
  })
})
