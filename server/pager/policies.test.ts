import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson, getMe } from '@bellwether/contract/people.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { endPagesAbout, escalatePages, pageTeam } from './pager.ts'

let world: World
let teams = 0
let ana: string
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
  ana = (await world.ana.call(getMe, {})).person.id
})
afterAll(() => world.stop())

/** A team of two: the first is on call. */
async function givenTeam() {
  const number = (teams += 1)
  const slug = `team-${number}`
  const id = await world.team(slug)
  const [first, second] = [
    await world.person(`First${number}`, { teams: [slug] }),
    await world.person(`Second${number}`, { teams: [slug] }),
  ]
  const layers = [{ timeZone: 'UTC', startsOn: '2026-01-12', people: [first.id] }]
  await world.ana.call(pager.addRota, { body: { team: slug, name: 'On call', layers } })
  return { id, slug, first, second }
}
type Team = Awaited<ReturnType<typeof givenTeam>>

const page = (team: Team): Promise<string> =>
  inTransaction(world.app.contextFor('test'), (ctx) =>
    pageTeam(ctx, {
      teamId: team.id,
      title: 'Fire',
      body: 'Look.',
      about: { module: 'test', id: team.id, path: '/x' },
    }),
  )
const pageNow = (id: string): Promise<pager.Page> => world.ana.call(pager.getPage, { params: { id } })
const happened = async (id: string) =>
  (await pageNow(id)).entries.map(({ kind, text }) => (text === '' ? kind : `${kind} ${text}`))
/** Whom a page was sent to, in order. */
const reached = async (id: string): Promise<string[]> =>
  (await pageNow(id)).notifications.filter(({ method }) => method.kind === 'mail').map(({ person }) => person.id)

const step = (minutes: number, ...targets: pager.PagingPolicy['steps'][number]['targets']) => ({ minutes, targets })
const onCall = { kind: 'on-call' as const, team: null }
const whole = { repeats: 0, againMinutes: 30, acknowledgementMinutes: null }
const set = (team: Team, policy: pager.PagingPolicy | null) =>
  world.ana.call(pager.setPolicy, { params: { team: team.slug }, body: { policy } })
const person = (who: Caller) => ({ kind: 'person' as const, person: who.id })

describe('a policy', () => {
  test('is taken step by step, and says whom it would reach if it rang now', async () => {
    const team = await givenTeam()
    const { ifItRangNow, isStandard } = await set(team, {
      ...whole,
      steps: [step(5, onCall), step(7, person(team.second))],
    })
    expect(isStandard).toBe(false)
    expect(ifItRangNow.map((people) => people.map(({ id }) => id))).toEqual([[team.first.id], [team.second.id]])
    const id = await page(team)
    await world.forward({ minutes: 4 })
    expect(await reached(id)).toEqual([team.first.id])
    await world.forward({ minutes: 1 })
    expect(await reached(id)).toEqual([team.first.id, team.second.id])
    const { items } = await world.ana.call(pager.listPolicies, {})
    expect(items.find((one) => one.team.slug === team.slug)?.policy.steps).toHaveLength(2)
  })

  test('that reaches nobody in a step takes the next at once, and after the last the administrators', async () => {
    const team = await givenTeam()
    const other = await world.team(`empty-${teams}`)
    const nobody = { kind: 'on-call' as const, team: other }
    await set(team, { ...whole, steps: [step(60, nobody), step(5, onCall)] })
    const id = await page(team)
    expect(await reached(id)).toEqual([team.first.id])
    expect(await happened(id)).toEqual(['opened', 'nobody 1', 'step 1'])
    expect((await pageNow(id)).entries.map((one) => one.step)).toEqual([null, null, 2])
    await set(team, { ...whole, steps: [step(60, nobody)] })
    const late = await page(team)
    expect(await reached(late)).toEqual([ana])
  })

  test('that was tried to its end is an alarm, and goes on until somebody answers', async () => {
    const team = await givenTeam()
    await set(team, { ...whole, steps: [step(5, onCall)] })
    const id = await page(team)
    await world.forward({ minutes: 5 })
    expect(await happened(id)).toEqual(['opened', 'step 1', 'exhausted', 'step 2'])
    expect(await pageNow(id)).toMatchObject({ state: 'open', exhaustedAt: expect.any(String) })
    expect((await reached(id)).toSorted()).toEqual([team.first.id, team.first.id, ana].toSorted())
    await world.forward({ minutes: 30 })
    expect((await reached(id)).filter((one) => one === team.first.id)).toHaveLength(3)
    await team.first.call(pager.acknowledgePage, { params: { id } })
    await world.forward({ minutes: 120 })
    expect((await reached(id)).filter((one) => one === team.first.id)).toHaveLength(3)
  })

  test('begins anew when whoever acknowledged does not end it in time, and not when they do', async () => {
    const team = await givenTeam()
    await set(team, { ...whole, steps: [step(60, onCall)], acknowledgementMinutes: 20 })
    const id = await page(team)
    await team.second.call(pager.acknowledgePage, { params: { id } })
    await world.forward({ minutes: 20 })
    expect(await pageNow(id)).toMatchObject({ state: 'open', acknowledgedBy: null })
    expect(await happened(id)).toEqual(['opened', 'step 1', 'acknowledged', 'timed-out', 'step 1'])
    await team.second.call(pager.acknowledgePage, { params: { id } })
    await inTransaction(world.app.contextFor('test'), (ctx) => endPagesAbout(ctx, { module: 'test', id: team.id }))
    await world.forward({ minutes: 60 })
    expect(await pageNow(id)).toMatchObject({ state: 'resolved', nextAt: null })
  })

  test.each([
    ['without a step', { steps: [] }, '/policy/steps'],
    ['of a step that names nobody', { steps: [step(5)] }, '/policy/steps/0/targets'],
    [
      'of somebody who is not on staff',
      { steps: [step(5, { kind: 'person', person: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' })] },
      '/policy/steps/0/targets/0/person',
    ],
    [
      'of a team that is none',
      { steps: [step(5, { kind: 'team', team: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' })] },
      '/policy/steps/0/targets/0/team',
    ],
    ['that waits for no time', { steps: [step(0, onCall)] }, '/policy/steps/0/minutes'],
  ])('%s is refused', async (_, over, pointer) => {
    await world.team('refusing').catch(() => undefined)
    const refused = await world.ana.refused(pager.setPolicy, {
      params: { team: 'refusing' },
      body: { policy: { ...whole, ...over } },
    })
    expect(refused.problem.errors).toMatchObject([{ pointer }])
  })

  test('goes on where somebody left whom it names', async () => {
    const team = await givenTeam()
    await set(team, { ...whole, steps: [step(5, person(team.second)), step(5, onCall)] })
    await world.ana.call(deactivatePerson, { params: { id: team.second.id } })
    expect(await reached(await page(team))).toEqual([team.first.id])
  })

  test('is taken by one of several processes', async () => {
    const team = await givenTeam()
    await set(team, { ...whole, steps: [step(5, onCall), step(60, person(team.second))] })
    const id = await page(team)
    world.clock.advance(5 * 60_000)
    await Promise.all([0, 1, 2, 3].map(() => escalatePages(world.app.contextFor('pager.escalate-pages'))))
    expect(await reached(id)).toEqual([team.first.id, team.second.id])
  })
})

describe('whoever is paged', () => {
  test('escalates, hands it to somebody else, says what they know, and ends it', async () => {
    const team = await givenTeam()
    const id = await page(team)
    const params = { id }
    await team.first.call(pager.addPageNote, { params, body: { text: 'I have no network here.' } })
    await team.first.call(pager.escalatePage, { params })
    expect((await reached(id)).toSorted()).toEqual([team.first.id, team.first.id, team.second.id, ana].toSorted())
    await team.first.call(pager.acknowledgePage, { params })
    const again = await team.first.refused(pager.escalatePage, { params })
    expect(again.status).toBe(409)
    const given = await team.first.call(pager.reassignPage, { params, body: { person: team.second.id } })
    expect(given).toMatchObject({ state: 'open', acknowledgedBy: null })
    expect(given.entries.find(({ kind }) => kind === 'reassigned')).toMatchObject({
      person: { id: team.first.id },
      to: { id: team.second.id },
      text: '',
    })
    const ended = await team.second.call(pager.resolvePage, { params })
    expect(ended).toMatchObject({ state: 'resolved', nextAt: null })
    await team.second.call(pager.resolvePage, { params })
    expect((await pageNow(id)).entries.filter(({ kind }) => kind === 'resolved')).toHaveLength(1)
    await world.forward({ minutes: 120 })
    expect((await reached(id)).filter((one) => one === team.second.id)).toHaveLength(2)
  })

  test('is whom one rota has on, where the policy names it: the second rings after the first', async () => {
    const team = await givenTeam()
    const layers = [{ timeZone: 'UTC', startsOn: '2026-01-12', people: [team.second.id] }]
    const { id: second } = await world.ana.call(pager.addRota, { body: { team: team.slug, name: 'Second', layers } })
    const { items } = await world.ana.call(pager.listRotas, { query: { team: team.slug } })
    const first = items.find(({ name }) => name === 'On call')?.id ?? ''
    const rota = (rota: string) => ({ kind: 'rota' as const, rota })
    const { ifItRangNow, rotas } = await set(team, { ...whole, steps: [step(5, rota(first)), step(5, rota(second))] })
    expect(ifItRangNow.map((people) => people.map(({ id }) => id))).toEqual([[team.first.id], [team.second.id]])
    expect(rotas.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
    const id = await page(team)
    expect(await reached(id)).toEqual([team.first.id])
    await world.forward({ minutes: 6 })
    expect(await reached(id)).toEqual([team.first.id, team.second.id])
    // Of a rota that is gone nobody is on: the next step comes at once.
    await world.ana.call(pager.removeRota, { params: { id: first } })
    expect((await reached(await page(team))).at(-1)).toBe(team.second.id)
    const unknown = { policy: { ...whole, steps: [step(5, rota(crypto.randomUUID()))] } }
    expect((await world.ana.refused(pager.setPolicy, { params: { team: team.slug }, body: unknown })).status).toBe(400)
  })

  test('does the same by the link of their mail, without signing in', async () => {
    const [{ first: outsider }, team] = [await givenTeam(), await givenTeam()]
    const id = await page(team)
    await world.settle()
    const mail = world.mailbox.to(`first${teams}@staff.test`).find(({ subject }) => subject === 'Page: Fire')
    const params = { token: /\/p\/([a-z2-7]+)/.exec(mail?.text ?? '')?.[1] ?? '' }
    await world.nobody.call(pager.escalatePageByLink, { params })
    expect((await pageNow(id)).entries.find(({ kind }) => kind === 'escalated')?.person?.id).toBe(team.first.id)
    expect(await reached(id)).toContain(team.second.id)
    await world.nobody.call(pager.addPageNoteByLink, { params, body: { text: 'I am on a train.' } })
    expect((await pageNow(id)).entries.at(-1)).toMatchObject({
      kind: 'note',
      text: 'I am on a train.',
      person: { id: team.first.id },
    })
    const { items } = await world.nobody.call(pager.listColleaguesByLink, { params })
    expect(items.map((one) => one.id)).toEqual([team.second.id])
    const elsewhere = await world.nobody.refused(pager.reassignPageByLink, { params, body: { person: outsider.id } })
    expect(elsewhere.status).toBe(400)
    await world.nobody.call(pager.reassignPageByLink, { params, body: { person: team.second.id } })
    expect((await pageNow(id)).entries.findLast(({ kind }) => kind === 'reassigned')).toMatchObject({
      person: { id: team.first.id },
      to: { id: team.second.id },
    })
    await world.nobody.call(pager.resolvePageByLink, { params })
    expect(await pageNow(id)).toMatchObject({ state: 'resolved' })
    expect((await world.nobody.refused(pager.escalatePageByLink, { params })).status).toBe(409)
    const stranger = { params: { token: 'a'.repeat(42) } }
    expect((await world.nobody.refused(pager.resolvePageByLink, stranger)).status).toBe(404)
  })
})

test('the link of somebody of another team works while the policy or a colleague names them, and not for others', async () => {
  const [team, others] = [await givenTeam(), await givenTeam()]
  const outsider = others.first
  const linkOf = async (subject: string) => {
    await world.settle()
    const mail = world.mailbox.to(`first${teams}@staff.test`).findLast((one) => one.subject === subject)
    return { params: { token: /\/p\/([a-z2-7]+)/.exec(mail?.text ?? '')?.[1] ?? '' } }
  }
  await set(team, { ...whole, steps: [step(5, person(outsider))] })
  const id = await page(team)
  const link = await linkOf('Page: Fire')
  expect(await world.nobody.call(pager.getPageByLink, link)).toMatchObject({ id })
  // Nobody names them any more.
  await set(team, null)
  expect((await world.nobody.refused(pager.getPageByLink, link)).status).toBe(404)
  await team.first.call(pager.reassignPage, { params: { id }, body: { person: outsider.id } })
  expect(await world.nobody.call(pager.acknowledgePageByLink, await linkOf('Page: Fire'))).toMatchObject({
    acknowledgedBy: { id: outsider.id },
  })
})

test('pages that nobody answered are listed first, however old', async () => {
  const team = await givenTeam()
  const [old, newer] = [await page(team), await page(team)]
  await world.forward({ minutes: 1 })
  await team.first.call(pager.acknowledgePage, { params: { id: newer } })
  const states: string[] = []
  const listed: string[] = []
  let cursor: string | null = null
  do {
    const query = { limit: 2, ...(cursor === null ? {} : { cursor }) }
    const answer: { items: pager.Page[]; nextCursor: string | null } = await world.ana.call(pager.listPages, { query })
    states.push(...answer.items.map(({ state }) => state))
    listed.push(...answer.items.map(({ id }) => id))
    cursor = answer.nextCursor
  } while (cursor !== null)
  expect(listed).toEqual([...new Set(listed)])
  expect(listed.indexOf(old)).toBeLessThan(listed.indexOf(newer))
  expect(states.lastIndexOf('open')).toBeLessThan(states.findIndex((state) => state !== 'open'))
})

describe('a page by hand', () => {
  test('wakes a team about what it says, and no more often than a person would', async () => {
    const team = await givenTeam()
    const body = { team: team.slug, title: 'The lights went out', body: 'All of them.' }
    const opened = await team.second.call(pager.openPage, { body })
    expect(opened).toMatchObject({ title: body.title, body: body.body, state: 'open', team: { slug: team.slug } })
    expect(await reached(opened.id)).toEqual([team.first.id])
    expect((await world.ana.refused(pager.openPage, { body: { ...body, team: 'nowhere' } })).status).toBe(404)
    for (let n = 1; n < 20; n += 1) await team.second.call(pager.openPage, { body })
    expect((await team.second.refused(pager.openPage, { body })).status).toBe(429)
  })
})
