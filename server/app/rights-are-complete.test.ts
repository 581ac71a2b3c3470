import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '@bellwether/contract/all-routes.ts'
import { addCustomer } from '@bellwether/contract/customers.ts'
import { openTicket } from '@bellwether/contract/desk.ts'
import { draftReport } from '@bellwether/contract/incidents.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { Permission } from '@bellwether/contract/permissions.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import type { AnyRoute } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { type Caller, callerFor, problemIn } from '../testing/caller.ts'
import { sampleOf } from '../testing/sample-of.ts'
import { startWorld, type World } from '../testing/start-world.ts'

/* A right is complete in itself: a route that asks for one works with this one alone, down to its answer. */
let world: World
let ids: Readonly<Record<string, string>>
const callers = new Map<string, Caller>()
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  const { id: customers } = await world.ana.call(addCustomer, {
    body: {
      key: 'acme',
      name: 'Acme',
      sites: ['shop.acme.test'],
      contacts: [{ name: 'Vera', email: 'vera@acme.test' }],
    },
  })
  const body = { contactEmail: 'vera@acme.test', subject: 'Seen', text: 'We saw it first.' }
  const { id: desk } = await world.ana.call(openTicket, { body })
  const { id: incidents } = await world.ana.call(draftReport, { body: { ticketIds: [desk] } })
  const { id: people } = await world.person('Bo')
  ids = { customers, desk, incidents, people }
  for (const permission of ['none', ...Permission.options]) {
    const permissions: Permission[] = [permission === 'none' ? 'metrics.read' : (permission as Permission)]
    const { token } = await world.ana.call(createToken, { body: { name: permission, permissions, onBehalfOfMe: true } })
    callers.set(
      permission,
      callerFor(() => world.app.url, token),
    )
  }
})
afterAll(() => world.stop())

async function callOf(who: Caller, { route, module }: { route: AnyRoute; module: string }): Promise<ProblemDetails> {
  const params = route.params ? (sampleOf(route.params) as Record<string, string>) : {}
  const real = 'id' in params ? { ...params, id: ids[module] ?? params['id'] } : params
  const url = urlOf(route, { params: real, query: route.query ? sampleOf(route.query) : {} })
  const type = route.streamed?.contentType ?? 'application/json'
  const body = route.body ? JSON.stringify(sampleOf(route.body)) : ''
  const init = route.method === 'GET' ? {} : { body, headers: { 'content-type': type } }
  const response = await who.raw(url, { method: route.method, ...init })
  return { ...(await problemIn(response)), status: response.status }
}

/** Rights that nobody can use further than they go themselves: giving needs what is given. */
const gives = ['addPerson', 'addRole', 'createToken', 'endSessions', 'deactivatePerson', 'reactivatePerson']
/** Everyone's own login asks for no permission; a program has none. */
const ownLogin = ['signOut', 'getMe', 'setMyPassword', 'setMyLanguage', 'listMySessions', 'endMySession']
const asksForPermission = allRoutes.filter(
  ({ name, route }) => route.access === 'signed-in' && ![...gives, ...ownLogin].includes(name),
)

test.each(asksForPermission)('$name needs the one permission that its refusal names, and no other', async (one) => {
  // What `none` may do is of the installation alone.
  const refused = await callOf(callers.get(one.module === 'installation' ? 'evidence.read' : 'none')!, one)
  expect(refused.status).toBe(403)
  const needed = /The permission "(.+)" is needed/.exec(refused.detail ?? '')?.[1]
  const answered = await callOf(callers.get(needed ?? '')!, one)
  const isAboutPeople = /Only a person|Only people/.test(answered.detail ?? '')
  expect([answered.status === 403 && !isAboutPeople, answered.detail]).toEqual([false, answered.detail])
})
