import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getInstallation, setUpInstallation } from '@bellwether/contract/installation.ts'
import * as people from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
let persons = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const password = 'correct horse battery'
const tokenIn = (url: string): string => /token=([\w-]+)/.exec(url)?.[1] ?? ''

/** A person who has not signed in yet, and the token of their first link. */
async function invited(): Promise<{ email: string; token: string }> {
  const email = `person-${(persons += 1)}@staff.test`
  const { signInUrl } = await world.ana.call(people.addPerson, { body: { name: `Person ${persons}`, email } })
  return { email, token: tokenIn(signInUrl) }
}
const signIn = (who: Caller, token: string): Promise<people.Me> => who.call(people.signInByLink, { body: { token } })
const useless = async (token: string): Promise<void> => {
  const { status, problem } = await world.nobody.fresh().refused(people.signInByLink, { body: { token } })
  expect([status, problem.type]).toEqual([410, '/problems/link-used-up'])
}

describe('a one-time link', () => {
  test('signs in its person once', async () => {
    const { email, token } = await invited()
    const who = world.nobody.fresh()
    expect(await signIn(who, token)).toMatchObject({ person: { email, roles: [{ slug: 'staff' }] } })
    expect(await who.call(people.getMe, {})).toMatchObject({ person: { email } })
    await useless(token)
  })

  test('used by two at once signs one of them in', async () => {
    const { token } = await invited()
    const results = await Promise.allSettled([signIn(world.nobody.fresh(), token), signIn(world.nobody.fresh(), token)])
    expect(results.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is refused when its time is over, and when nobody made it', async () => {
    const { email, token } = await invited()
    await world.sql(
      `update people.sign_in_links set expires_at = now() - interval '1 second'
       where person_id = (select id from people.people where email = '${email}')`,
    )
    await useless(token)
    await useless('x'.repeat(43))
  })

  test('comes by mail to whoever is on staff and asks for one', async () => {
    const { email } = await invited()
    await world.nobody.call(people.requestSignInLink, { body: { email: email.toUpperCase() } })
    const [mail] = await world.mailbox.waitFor(email)
    expect(await signIn(world.nobody.fresh(), tokenIn(mail?.text ?? ''))).toMatchObject({ person: { email } })
  })

  test('stands nowhere in the database', async () => {
    const { token } = await invited()
    const rows = await world.sql(`select * from people.sign_in_links`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
    const [{ found } = { found: 0 }] = await world.sql<{ found: number }>(
      `select count(*)::int as found from platform.audit_entries where detail::text like '%${token}%'`,
    )
    expect(found).toBe(0)
  })
})

describe('a session', () => {
  test('ends for good when its person signs out, and only theirs', async () => {
    const { token } = await invited()
    const who = world.nobody.fresh()
    await signIn(who, token)
    await who.call(people.signOut, {})
    expect((await who.refused(people.getMe, {})).status).toBe(401)
    expect(await world.ana.call(people.getMe, {})).toMatchObject({ person: { name: 'Ana' } })
  })

  test('signed out in one browser cannot be used with its old cookie in another', async () => {
    const { token } = await invited()
    const response = await world.nobody.fresh().raw('/api/people/session/link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    const kept = { headers: { cookie: cookie.split(';')[0] ?? '' } }
    expect((await world.nobody.fresh().raw('/api/people/session', kept)).status).toBe(200)
    await world.nobody.fresh().raw('/api/people/session', { method: 'DELETE', ...kept })
    expect((await world.nobody.fresh().raw('/api/people/session', kept)).status).toBe(401)
  })

  test('is over after fourteen days', async () => {
    const { email, token } = await invited()
    const who = world.nobody.fresh()
    await signIn(who, token)
    const ofPerson = `where person_id = (select id from people.people where email = '${email}')`
    const [row] = await world.sql<{ days: number }>(
      `select round(extract(epoch from expires_at - now()) / 86400)::int as days from people.sessions ${ofPerson}`,
    )
    expect(row?.days).toBe(14)
    await world.sql(`update people.sessions set expires_at = now() - interval '1 second' ${ofPerson}`)
    expect((await who.refused(people.getMe, {})).status).toBe(401)
  })
})

describe('a password', () => {
  test('is chosen by its person, signs in whatever the case of the address, and may not be short', async () => {
    const { email, token } = await invited()
    const who = world.nobody.fresh()
    await signIn(who, token)
    const short = await who.refused(people.setMyPassword, { body: { password: 'short' } })
    expect(short.problem.errors).toMatchObject([{ pointer: '/password' }])
    await who.call(people.setMyPassword, { body: { password } })
    const body = { email: email.toUpperCase(), password }
    expect(await world.nobody.fresh().call(people.signInByPassword, { body })).toMatchObject({ person: { email } })
  })

  test('does not sign in whoever never chose one', async () => {
    const { email } = await invited()
    for (const guess of [' ', 'undefined', 'null']) {
      const refused = await world.nobody.fresh().refused(people.signInByPassword, { body: { email, password: guess } })
      expect(refused.problem.type).toBe('/problems/wrong-password')
    }
  })

  test('counts as a guess only where it is wrong: whoever signs in again and again is let in', async () => {
    const { email, token } = await invited()
    const who = world.nobody.fresh()
    await signIn(who, token)
    await who.call(people.setMyPassword, { body: { password } })
    const tryOut = (tried: string) =>
      world.nobody.fresh().raw('/api/people/session/password', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: tried }),
      })
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1) statuses.push((await tryOut(n % 4 === 0 ? 'a guess' : password)).status)
    expect(statuses.filter((status) => status === 429)).toEqual([])
  })

  test('cannot be guessed: after thirty tries a minute even the right one waits', async () => {
    const tries = Array.from({ length: 31 }, () => ({ email: 'ana@staff.test', password: 'a guess' }))
    for (const body of tries) await world.nobody.fresh().refused(people.signInByPassword, { body })
    const right = { email: 'ana@staff.test', password: 'a long enough password' }
    const refused = await world.nobody.fresh().refused(people.signInByPassword, { body: right })
    expect([refused.status, refused.problem.type]).toEqual([429, '/problems/too-many-requests'])
    const response = await world.nobody.fresh().raw('/api/people/session/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(right),
    })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('a token of a program works until it is revoked, with its permissions and no more', async () => {
  const { id, token } = await world.ana.call(people.createToken, {
    body: { name: 'reader', permissions: ['people.write'] },
  })
  const program = callerFor(() => world.app.url, token)
  expect((await program.call(people.listTokens, {})).items.map((one) => one.name)).toContain('reader')
  expect(JSON.stringify(await world.ana.call(people.listTokens, {}))).not.toContain(token)
  await world.ana.call(people.revokeToken, { params: { id } })
  expect((await program.refused(people.listTokens, {})).status).toBe(401)
  expect((await world.ana.refused(people.revokeToken, { params: { id } })).status).toBe(404)
})

test('an installation is set up once, by whoever holds the link of this start', async () => {
  const body = {
    setupToken: world.app.setupToken,
    organisation: 'Intruders',
    name: 'Eve',
    email: 'eve@evil.test',
    password,
  }
  const again = await world.nobody.fresh().refused(setUpInstallation, { body })
  expect(again.problem.type).toBe('/problems/already-set-up')
  const forged = await world.nobody.fresh().refused(setUpInstallation, { body: { ...body, setupToken: 'guessed' } })
  expect(forged.problem.type).toBe('/problems/setup-link-wrong')
  expect(await world.nobody.call(getInstallation, {})).toMatchObject({ name: 'Northwind' })
})
