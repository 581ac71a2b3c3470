import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Caller } from '../testing/caller.ts'
import type { World } from '../testing/start-world.ts'
import { pageTeam } from './page-team.ts'

export interface GivenTeam {
  readonly id: string
  readonly slug: string
  readonly people: readonly Caller[]
  /** The mail address of the n-th of them. */
  mail(n: number): string
}

/** People who take turns by weeks, in Paris. */
export const layerOf = (...people: Caller[]) => ({
  timeZone: 'Europe/Paris',
  startsOn: '2026-01-12',
  people: people.map(({ id }) => id),
})

/** A rota of one layer, as it is sent. */
export const written = (name: string, ...people: Caller[]) => ({ name, layers: [layerOf(...people)] })

/** Hours of every day of the week. */
export const hoursOf = (from: string, until: string, daysLater: number) => ({
  days: [...pager.rotaWeekdays],
  from,
  until,
  daysLater,
})

/** Teams of a world, and who of them is paged. */
export function rotaBuilders(world: () => World) {
  let teams = 0
  const subjects = (address: string): string[] =>
    world()
      .mailbox.to(address)
      .map((one) => one.subject ?? '')
  async function givenTeam(size: number): Promise<GivenTeam> {
    const number = (teams += 1)
    const slug = `team-${number}`
    const id = await world().team(slug)
    const people: Caller[] = []
    for (let n = 0; n < size; n += 1) people.push(await world().person(`P${n}of${number}`, { teams: [slug] }))
    return { id, slug, people, mail: (n) => `p${n}of${number}@staff.test` }
  }
  const add = (team: GivenTeam, name: string, ...people: Caller[]) =>
    world().ana.call(pager.addRota, { body: { team: team.slug, ...written(name, ...people) } })
  async function page(team: GivenTeam): Promise<void> {
    const about = { module: 'test', id: team.id, path: '/somewhere' }
    await inTransaction(world().app.contextFor('test'), (ctx) =>
      pageTeam(ctx, { teamId: team.id, title: 'Fire', body: 'Look.', about }),
    )
    await world().settle()
  }
  /** Who of the team is paged, by their position. */
  async function paged(team: GivenTeam): Promise<number[]> {
    const before = team.people.map((_, n) => subjects(team.mail(n)).length)
    await page(team)
    return team.people.flatMap((_, n) => (subjects(team.mail(n)).slice(before[n]).includes('Page: Fire') ? [n] : []))
  }
  return { givenTeam, add, paged, subjects }
}

/** Sources of alerts in a world, each of a team of its own, and what came of what they sent. */
export function alertBuilders(world: () => World) {
  let count = 0
  return {
    async givenSource() {
      const team = `source-${(count += 1)}`
      await world().team(team)
      return world().ana.call(pager.addAlertSource, { body: { team, name: 'Prometheus' } })
    },
    /** Sends an event of a key in the shape of PagerDuty. */
    async enqueue(
      source: { key: string },
      key: string,
      over: { summary?: string; severity?: string } = {},
      action: 'trigger' | 'acknowledge' | 'resolve' = 'trigger',
    ): Promise<void> {
      const payload = { summary: 'Disk is full', source: 'db-1', severity: 'critical', ...over }
      const event = { routing_key: source.key, event_action: action, dedup_key: key, payload }
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(event) }
      const { ok } = await fetch(`${world().app.url}/v2/enqueue`, init)
      if (!ok) throw new Error('no event was taken')
    },
    alertsOf: async ({ id }: { id: string }) => (await world().ana.call(pager.listAlerts, { params: { id } })).items,
    pageOf: (id: string | null | undefined) => world().ana.call(pager.getPage, { params: { id: id ?? '' } }),
  }
}
