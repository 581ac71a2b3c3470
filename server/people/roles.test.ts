import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as people from '@bellwether/contract/people.ts'
import { builtInRoles, Permission } from '@bellwether/contract/permissions.ts'
import { listOutgoingMails } from '@bellwether/contract/mail.ts'
import { countTickets } from '@bellwether/contract/desk.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const named = (name: string): string => `${name}${(count += 1)}`
const givenRole = (...permissions: Permission[]) =>
  world.ana.call(people.addRole, { body: { slug: named('role-'), name: named('Role '), permissions } })
const person = (role = 'staff'): Promise<Caller> => world.person(named('Bo'), { role })
const give = (who: Caller, ...roles: string[]) =>
  world.ana.call(people.changePerson, { params: { id: who.id }, body: { roles } })
const program = async (who: Caller, ...permissions: Permission[]): Promise<Caller> => {
  const { token } = await who.call(people.createToken, { body: { name: 'program', permissions } })
  return callerFor(() => world.app.url, token)
}
const roleOf = async (id: string) => (await world.ana.call(people.listRoles, {})).items.find((one) => one.id === id)
const rightsOf = async (who: Caller) => (await who.call(people.getMe, {})).permissions
const lacking = async (call: Promise<{ status: number; problem: { detail?: string | undefined } }>) => {
  const { status, problem } = await call
  return [status, problem.detail]
}

describe('the built-in roles', () => {
  test('are there from the start: one may do everything, the other what is for everyone', async () => {
    const { items } = await world.ana.call(people.listRoles, {})
    const builtIn = items.filter((one) => one.isBuiltIn)
    expect(builtIn.map(({ slug, permissions }) => [slug, permissions])).toEqual([
      ['administrator', Permission.options],
      ['staff', builtInRoles.staff.permissions],
    ])
    expect(builtIn[0]?.people.map((one) => one.name)).toEqual(['Ana'])
    expect(builtIn[1]?.permissions).not.toContain('people.write')
  })

  test.each(['administrator', 'staff'])('are neither changed nor deleted: %s', async (slug) => {
    const role = (await world.ana.call(people.listRoles, {})).items.find((one) => one.slug === slug)
    const params = { id: role?.id ?? '' }
    const changed = await world.ana.refused(people.changeRole, { params, body: { permissions: ['desk.read'] } })
    const deleted = await world.ana.refused(people.deleteRole, { params })
    for (const { problem } of [changed, deleted]) expect(problem.type).toBe('/problems/role-built-in')
    expect(await roleOf(params.id)).toEqual(role)
  })

  test('follow the version of the server: what it adds is theirs when it starts', async () => {
    const alone = await startWorld()
    const stale = `update people.roles set permissions = '{desk.read}', name = 'Old'`
    await alone.sql(stale)
    expect((await alone.ana.refused(people.listTokens, {})).status).toBe(403)
    await alone.restart()
    expect((await alone.ana.call(people.getMe, {})).permissions).toEqual(Permission.options)
    const [staff] = (await alone.ana.call(people.listRoles, {})).items.filter((one) => one.slug === 'staff')
    expect(staff).toMatchObject({ name: 'Staff', permissions: builtInRoles.staff.permissions })
    const before = await alone.sql(`select 1 from platform.audit_entries where action = 'people.keep-built-in-role'`)
    await alone.restart()
    const after = await alone.sql(`select 1 from platform.audit_entries where action = 'people.keep-built-in-role'`)
    expect([before.length, after.length]).toEqual([4, 4])
    await alone.stop()
  })
})

describe('a role', () => {
  test('adds what it allows to what the other roles of its people allow', async () => {
    const role = await givenRole('mail.outgoing', 'mail.read', 'mail.outgoing')
    expect(role.permissions).toEqual(['mail.read', 'mail.outgoing'])
    const bo = await person()
    expect((await bo.refused(listOutgoingMails, {})).status).toBe(403)
    expect((await give(bo, 'staff', role.slug)).roles.map((one) => one.slug).toSorted()).toEqual(
      [role.slug, 'staff'].toSorted(),
    )
    await bo.call(listOutgoingMails, {})
    await bo.call(countTickets, {})
    expect((await roleOf(role.id))?.people).toEqual([expect.objectContaining({ id: bo.id })])
    await give(bo, role.slug)
    expect(await rightsOf(bo)).toEqual(['mail.read', 'mail.outgoing'])
    expect((await bo.refused(countTickets, {})).status).toBe(403)
  })

  test('that changes changes what its people may do from their next request on, and what their tokens may', async () => {
    const role = await givenRole('people.write', 'people.read', 'desk.read')
    const bo = await person(role.slug)
    const bot = await program(bo, 'people.read', 'desk.read')
    const params = { id: role.id }
    const changed = await world.ana.call(people.changeRole, {
      params,
      body: { name: 'Readers', permissions: ['people.read'] },
    })
    expect(changed).toMatchObject({ name: 'Readers', permissions: ['people.read'], people: [{ id: bo.id }] })
    for (const who of [bo, bot]) {
      await who.call(people.listPeople, {})
      expect((await who.refused(countTickets, {})).status).toBe(403)
    }
    await world.ana.call(people.changeRole, { params, body: { permissions: ['people.read', 'desk.read'] } })
    for (const who of [bo, bot]) await who.call(countTickets, {})
    expect((await roleOf(role.id))?.name).toBe('Readers')
  })

  test('is written down with who made, changed and deleted it', async () => {
    const role = await givenRole('desk.read')
    const params = { id: role.id }
    await world.ana.call(people.changeRole, { params, body: { permissions: ['desk.read', 'desk.write'] } })
    await world.ana.call(people.deleteRole, { params })
    expect(await roleOf(role.id)).toBeUndefined()
    const entries = await world.sql<{ action: string; actor_name: string; detail: object }>(
      `select action, actor_name, detail from platform.audit_entries where about_id = '${role.id}' order by at, action`,
    )
    expect(entries.map((one) => [one.action, one.actor_name])).toEqual([
      ['people.add-role', 'Ana'],
      ['people.change-role', 'Ana'],
      ['people.delete-role', 'Ana'],
    ])
    expect(entries[1]?.detail).toMatchObject({
      before: { permissions: ['desk.read'] },
      after: { permissions: ['desk.read', 'desk.write'] },
    })
  })

  test.each([
    ['of an unknown slug is given to nobody', { roles: ['staff', 'wizard'] }, '/roles'],
    ['is had by everybody: none is not a choice', { roles: [] }, '/roles'],
  ])('%s', async (_, body, pointer) => {
    const bo = await person()
    const { problem } = await world.ana.refused(people.changePerson, { params: { id: bo.id }, body })
    expect([problem.status, problem.errors?.[0]?.pointer]).toEqual([400, pointer])
    expect(await rightsOf(bo)).toEqual(builtInRoles.staff.permissions)
  })

  test('of a name that is taken, without rights, or that is not there, is refused', async () => {
    const { slug, name } = await givenRole('desk.read')
    const add = (body: { slug: string; name: string; permissions: Permission[] }) =>
      world.ana.refused(people.addRole, { body })
    expect((await add({ slug, name, permissions: ['desk.read'] })).problem.type).toBe('/problems/already-exists')
    expect((await add({ slug: named('x'), name, permissions: [] })).problem.errors?.[0]?.pointer).toBe('/permissions')
    const params = { id: world.ana.id || '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' }
    expect((await world.ana.refused(people.changeRole, { params, body: {} })).status).toBe(404)
    expect((await world.ana.refused(people.deleteRole, { params })).status).toBe(404)
  })
})

describe('nobody gives or takes what they do not have', () => {
  const cannotGive = (...permissions: Permission[]) => [
    403,
    `You cannot give what you do not have: ${permissions.join(', ')}.`,
  ]
  let helper: Caller
  beforeAll(async () => {
    helper = await program(world.ana, 'people.write', 'people.read', 'desk.read', 'desk.write')
  })

  test('when they make a role', async () => {
    const body = { slug: named('made-'), name: 'Made', permissions: ['desk.read', 'mail.outgoing'] as Permission[] }
    expect(await lacking(helper.refused(people.addRole, { body }))).toEqual(cannotGive('mail.outgoing'))
    await helper.call(people.addRole, { body: { ...body, permissions: ['desk.read'] } })
  })

  test('when they change one: neither more, nor less of what exceeds theirs, nor its name', async () => {
    const own = await givenRole('desk.read', 'desk.write')
    const strong = await givenRole('desk.read', 'mail.outgoing')
    const change = (id: string, body: { name?: string; permissions?: Permission[] }) =>
      helper.refused(people.changeRole, { params: { id }, body })
    expect(await lacking(change(own.id, { permissions: ['pager.write'] }))).toEqual(cannotGive('pager.write'))
    for (const body of [{ permissions: ['desk.read' as const] }, { name: 'Weak' }])
      expect(await lacking(change(strong.id, body))).toEqual(cannotGive('mail.outgoing'))
    expect(await lacking(helper.refused(people.deleteRole, { params: { id: strong.id } }))).toEqual(
      cannotGive('mail.outgoing'),
    )
    await helper.call(people.changeRole, { params: { id: own.id }, body: { permissions: ['desk.read'] } })
  })

  test('when they change one of somebody who may do more than they', async () => {
    const [shared, strong] = [await givenRole('desk.read', 'desk.write'), await givenRole('mail.outgoing')]
    await give(await person(), shared.slug, strong.slug)
    const params = { id: shared.id }
    const less = { params, body: { permissions: ['desk.read' as const] } }
    expect(await lacking(helper.refused(people.changeRole, less))).toEqual(cannotGive('mail.outgoing'))
    expect((await roleOf(shared.id))?.permissions).toEqual(['desk.read', 'desk.write'])
    await helper.call(people.changeRole, { params, body: { name: 'The same' } })
  })

  test('when they assign one, or take one from somebody stronger', async () => {
    const [weak, strong] = [await givenRole('desk.read'), await givenRole('mail.outgoing')]
    const body = { name: 'Cy', email: `${named('cy')}@staff.test`, roles: [weak.slug, strong.slug] }
    expect(await lacking(helper.refused(people.addPerson, { body }))).toEqual(cannotGive('mail.outgoing'))
    const { person: cy } = await helper.call(people.addPerson, { body: { ...body, roles: [weak.slug] } })
    const params = { id: cy.id }
    const more = { params, body: { roles: [weak.slug, strong.slug] } }
    expect(await lacking(helper.refused(people.changePerson, more))).toEqual(cannotGive('mail.outgoing'))
    await world.ana.call(people.changePerson, more)
    const less = { params, body: { roles: [weak.slug] } }
    expect(await lacking(helper.refused(people.changePerson, less))).toEqual(cannotGive('mail.outgoing'))
    await helper.call(people.changePerson, { params, body: { name: 'Cy', roles: [strong.slug, weak.slug] } })
  })
})

describe('a role that people have', () => {
  test('is not deleted, and the refusal says how many have it', async () => {
    const role = await givenRole('desk.read')
    const [one, other] = [await person(role.slug), await person(role.slug)]
    const params = { id: role.id }
    const refused = async () => (await world.ana.refused(people.deleteRole, { params })).problem
    expect(await refused()).toMatchObject({
      type: '/problems/role-in-use',
      detail: `2 people have the role "${role.name}".`,
    })
    await give(one, 'staff')
    expect((await refused()).detail).toBe(`1 person has the role "${role.name}".`)
    await give(other, 'staff')
    await world.ana.call(people.deleteRole, { params })
  })

  test('who left is deleted, and they would come back as staff, or with the others that they had', async () => {
    const [role, kept] = [await givenRole('desk.read'), await givenRole('desk.read')]
    const [alone, both] = [await person(role.slug), await person(role.slug)]
    await give(both, role.slug, kept.slug)
    for (const { id } of [alone, both]) await world.ana.call(people.deactivatePerson, { params: { id } })
    await world.ana.call(people.deleteRole, { params: { id: role.id } })
    const back = async ({ id }: Caller) =>
      (await world.ana.call(people.reactivatePerson, { params: { id } })).roles.map((one) => one.slug)
    expect([await back(alone), await back(both)]).toEqual([['staff'], [kept.slug]])
  })

  test('and is deleted while it is given is either given or gone, and no error of ours', async () => {
    const bo = await person()
    for (let round = 0; round < 10; round += 1) {
      const role = await givenRole('desk.read')
      const [given, deleted] = await Promise.all([
        world.ana.raw(`/api/people/${bo.id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ roles: ['staff', role.slug] }),
        }),
        world.ana.raw(`/api/people/roles/${role.id}`, { method: 'DELETE' }),
      ])
      expect([
        [200, 409],
        [400, 200],
      ]).toContainEqual([given.status, deleted.status])
    }
  })
})

describe('at once', () => {
  test('two who change the roles of one person leave what one of them wrote', async () => {
    const [a, b, c] = [await givenRole('desk.read'), await givenRole('desk.read'), await givenRole('desk.read')]
    const bo = await person()
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([give(bo, a.slug, b.slug), give(bo, b.slug, c.slug)])
      const { person: after } = await bo.call(people.getMe, {})
      expect(
        [
          [a.slug, b.slug],
          [b.slug, c.slug],
        ].map((slugs) => slugs.toSorted()),
      ).toContainEqual(after.roles.map((one) => one.slug).toSorted())
    }
  })

  test('administrators who demote or deactivate each other leave one, also where they have other roles', async () => {
    const alone = await startWorld()
    const role = await alone.ana.call(people.addRole, {
      body: { slug: 'more', name: 'More', permissions: ['desk.read'] },
    })
    const me = (await alone.ana.call(people.getMe, {})).person.id
    const administrators = async () =>
      (await alone.ana.call(people.listRoles, {})).items.find((one) => one.slug === 'administrator')?.people ?? []
    for (let round = 0; round < 5; round += 1) {
      const other = await alone.person(named('Other'), { role: 'administrator' })
      const roles = { roles: ['administrator', role.slug] }
      await alone.ana.call(people.changePerson, { params: { id: me }, body: roles })
      const demote = other.raw(`/api/people/${me}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ roles: [role.slug, 'staff'] }),
      })
      const leave = alone.ana.raw(`/api/people/${other.id}/deactivation`, { method: 'POST' })
      const statuses = (await Promise.all([demote, leave])).map((one) => one.status).toSorted((a, b) => a - b)
      expect(await administrators()).toHaveLength(1)
      expect([
        [200, 401],
        [200, 403],
        [200, 409],
      ]).toContainEqual(statuses)
      const survivor = (await administrators())[0]?.id === me ? alone.ana : other
      await survivor.call(people.changePerson, { params: { id: me }, body: roles })
      if (survivor === other) await alone.ana.call(people.deactivatePerson, { params: { id: other.id } })
    }
    await alone.stop()
  })
})

test('an open screen hears at once that the rights of its person are others, whatever it may hear of', async () => {
  const role = await givenRole('evidence.read')
  const bo = await person(role.slug)
  const stream = await bo.raw('/api/live', { headers: { accept: 'text/event-stream' } })
  const reader = stream.body!.getReader()
  const heard = { text: '' }
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      heard.text += Buffer.from(part.value).toString()
  })()
  const hears = async (words: string): Promise<void> => {
    for (let tries = 0; tries < 300 && !heard.text.includes(words); tries += 1) await sleep(10)
    expect(heard.text).toContain(words)
    heard.text = ''
  }
  await hears('retry')
  await world.ana.call(people.changeRole, {
    params: { id: role.id },
    body: { permissions: ['signals.read', 'people.read'] },
  })
  await hears('people.rights-changed')
  await world.ana.call(people.addRole, { body: { slug: named('new-'), name: 'New', permissions: ['desk.read'] } })
  await hears('people.roles-changed')
  await reader.cancel()
})
