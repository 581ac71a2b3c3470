import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '@bellwether/contract/all-routes.ts'
import { createToken, requestSignInLink, signInByPassword } from '@bellwether/contract/people.ts'
import { getPageByLink } from '@bellwether/contract/pager.ts'
import { type ProblemDetails, problemType } from '@bellwether/contract/problem.ts'
import type { AnyRoute } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { signToken } from '../platform/links/signed-token.ts'
import { type Caller, callerFor, problemIn } from '../testing/caller.ts'
import { sampleOf } from '../testing/sample-of.ts'
import { startWorld, type World } from '../testing/start-world.ts'

/* What every route refuses, from the contract alone: a new route is in here without anybody adding it. */
let world: World
let program: Caller
beforeAll(async () => {
  world = await startWorld()
  const body = { name: 'of no use here', permissions: ['metrics.read' as const] }
  const { token } = await world.ana.call(createToken, { body })
  program = callerFor(() => world.app.url, token)
})
afterAll(() => world.stop())

interface Answered {
  readonly status: number
  readonly contentType: string
  readonly problem: ProblemDetails
}

const json = { 'content-type': 'application/json' }

async function send(who: Caller, route: AnyRoute, input: { params?: unknown; query?: unknown; body?: string }) {
  const type = route.streamed ? { 'content-type': route.streamed.contentType } : json
  const body = route.method === 'GET' ? {} : { body: input.body ?? '', headers: type }
  const response = await who.raw(urlOf(route, input), { method: route.method, ...body })
  const problem = await problemIn(response)
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', problem }
}

/** A call that is right in every part; only who sends it may be wrong. */
const rightly = (who: Caller, route: AnyRoute): Promise<Answered> =>
  send(who, route, {
    ...(route.params ? { params: sampleOf(route.params) } : {}),
    ...(route.query ? { query: sampleOf(route.query) } : {}),
    body: route.body ? JSON.stringify(sampleOf(route.body)) : '',
  })

function expectProblem(route: AnyRoute, answered: Answered, status: number, slug: string): void {
  expect(answered).toMatchObject({ status, problem: { type: `/problems/${slug}`, status } })
  expect(answered.contentType).toMatch(/^application\/problem\+json/)
  expect(answered.problem.instance).toMatch(/^\/requests\/[0-9a-f-]{36}$/)
  expect(route.problems.map(problemType)).toContain(answered.problem.type)
}

const named = (routes: typeof allRoutes) =>
  routes.map((one) => ({ ...one, call: `${one.route.method} ${one.route.path}` }))
const signedIn = named(allRoutes.filter(({ route }) => route.access === 'signed-in'))

/** Everybody on staff may see who is there and manage their own login; a program is nobody's login. */
const needsNoPermission = ['signOut', 'getMe', 'listPeople', 'listTeams']

describe('without signing in', () => {
  test.each(signedIn)('$call is refused', async ({ route }) => {
    expectProblem(route, await rightly(world.nobody, route), 401, 'not-signed-in')
  })

  test.each(['not a token', 'x'.repeat(43)])('a token that is none is nobody: %s', async (token) => {
    const { status } = await send(
      callerFor(() => world.app.url, token.replaceAll(' ', '-')),
      signedIn[0]!.route,
      {},
    )
    expect(status).toBe(401)
  })
})

describe('without the permission', () => {
  test.each(signedIn.filter((one) => !needsNoPermission.includes(one.name)))('$call is refused', async ({ route }) => {
    expectProblem(route, await rightly(program, route), 403, 'forbidden')
  })
})

describe('bad input', () => {
  test.each(named(allRoutes.filter(({ route }) => route.body)))('$call refuses what is not JSON', async ({ route }) => {
    const params = route.params ? sampleOf(route.params) : {}
    const broken = await send(world.ana, route, { params, body: '{"half":' })
    expectProblem(route, broken, 400, 'bad-input')
    expect(broken.problem.detail).toBe('The body is not JSON.')
    const list = await send(world.ana, route, { params, body: '[]' })
    expectProblem(route, list, 400, 'bad-input')
    expect(list.problem.errors?.map((one) => one.pointer)).toEqual(['/'])
  })

  const withRequired = allRoutes.filter(({ route }) => route.body && !route.body.safeParse({}).success)
  test.each(named(withRequired))('$call names every missing field', async ({ route }) => {
    const params = route.params ? sampleOf(route.params) : {}
    const answered = await send(world.ana, route, { params, body: '{}' })
    expectProblem(route, answered, 400, 'bad-input')
    const { body } = route
    // Of a body of several forms it is first to be said which it is.
    const names =
      body instanceof z.ZodDiscriminatedUnion ? [body.def.discriminator] : Object.keys(sampleOf(body!) as object)
    const required = names.map((name) => `/${name}`)
    expect(answered.problem.errors?.map((one) => one.pointer).toSorted()).toEqual(required.toSorted())
  })

  test.each(named(allRoutes.filter(({ route }) => route.path.includes('{id}'))))(
    '$call refuses an id that is none',
    async ({ route }) => {
      const params = { ...(sampleOf(route.params!) as object), id: '~' }
      if (route.params?.safeParse(params).success) return
      const body = route.body ? JSON.stringify(sampleOf(route.body)) : ''
      const query = route.query ? sampleOf(route.query) : {}
      const answered = await send(world.ana, route, { params, query, body })
      expectProblem(route, answered, 400, 'bad-input')
      expect(answered.problem.errors).toMatchObject([{ pointer: '/params/id' }])
    },
  )

  const lists = allRoutes.filter(({ route }) => route.query && !route.query.safeParse({ limit: '0' }).success)
  test.each(named(lists))('$call refuses a page of nothing and a cursor of its own making', async ({ route }) => {
    const shape = (route.query as unknown as { shape: object }).shape
    const query = sampleOf(route.query!) as object
    const params = route.params ? (sampleOf(route.params) as object) : {}
    if ('limit' in shape) {
      const empty = await send(world.ana, route, { params, query: { ...query, limit: 0 } })
      expectProblem(route, empty, 400, 'bad-input')
      expect(empty.problem.errors).toMatchObject([{ pointer: '/query/limit' }])
    }
    if ('cursor' in shape) {
      const ask = (cursor: string) => send(world.ana, route, { params, query: { ...query, cursor } })
      expectProblem(route, await ask('made up'), 400, 'bad-input')
      // Where what the list belongs to is not there, that is said first.
      const json = Buffer.from('["a", "b"]').toString('base64url')
      expect([400, 404]).toContain((await ask(json)).status)
    }
  })
})

describe('who asks learns nothing from', () => {
  /** Problems differ in the number of the request only. */
  const withoutInstance = ({ problem, status }: { problem: ProblemDetails; status: number }) => {
    const { instance: _, ...rest } = problem
    return { ...rest, status }
  }

  test('a page link: forged, of another purpose or for a page that is gone are the same', async () => {
    const { secret } = world.app.contextFor('test')
    const tokens = [
      'a'.repeat(42),
      signToken(secret, 'outgoing-mail', randomUUID()),
      signToken(secret, 'page', randomUUID()),
    ]
    const answers = await Promise.all(tokens.map((token) => world.nobody.refused(getPageByLink, { params: { token } })))
    expect(answers[0]?.status).toBe(404)
    for (const answer of answers) expect(withoutInstance(answer)).toEqual(withoutInstance(answers[0]!))
  })

  test('a wrong password and an unknown address', async () => {
    const known = { email: 'ana@staff.test', password: 'not her password' }
    const unknown = { email: 'nobody@staff.test', password: 'not her password' }
    const [one, other] = await Promise.all(
      [known, unknown].map((body) => world.nobody.refused(signInByPassword, { body })),
    )
    expect(one?.status).toBe(401)
    expect(withoutInstance(one!)).toEqual(withoutInstance(other!))
  })

  test('asking for a sign-in link', async () => {
    const emails = ['ana@staff.test', 'nobody@staff.test']
    const answers = await Promise.all(emails.map((email) => world.nobody.call(requestSignInLink, { body: { email } })))
    expect(answers[0]).toEqual(answers[1])
    await world.settle()
    expect(world.mailbox.to('ana@staff.test')).toHaveLength(1)
    expect(world.mailbox.to('nobody@staff.test')).toEqual([])
  })

  test('a thing that is not there: every route says the same 404', async () => {
    const byId = allRoutes.filter(
      ({ route }) => route.method === 'GET' && route.params?.safeParse({ id: randomUUID() }).success,
    )
    expect(byId.length).toBeGreaterThan(4)
    for (const { route } of byId) {
      const gone = await send(world.ana, route, { params: { id: randomUUID() } })
      const goneToo = await send(world.ana, route, { params: { id: randomUUID() } })
      expect(withoutInstance(gone)).toEqual(withoutInstance(goneToo))
      expect([route.path, gone.status]).toEqual([route.path, 404])
    }
  })
})

test('a page of another site cannot use somebody’s cookie', async () => {
  for (const { route } of signedIn.filter((one) => one.route.method !== 'GET').slice(0, 5)) {
    const headers = { ...json, origin: 'https://evil.test' }
    const path = urlOf(route, { params: route.params ? sampleOf(route.params) : {} })
    const response = await world.ana.raw(path, { method: route.method, headers, body: '{}' })
    expect([route.path, response.status]).toEqual([route.path, 401])
  }
})
