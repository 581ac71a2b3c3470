import { execFileSync } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { countTickets, getHandOffFigures, getTicketFigures, listTickets } from '@bellwether/contract/desk.ts'
import { listErrorClasses } from '@bellwether/contract/evidence.ts'
import { listContactMethods, listRotas } from '@bellwether/contract/pager.ts'
import { listPeople, listTokens, signInByPassword } from '@bellwether/contract/people.ts'
import { type App, startApp } from '../../server/app/start-app.ts'
import { ticketOpened } from '../../server/desk/desk.ts'
import { manualClock } from '../../server/platform/clock/clock.ts'
import { readSettings } from '../../server/platform/config/settings.ts'
import { chooseLaunch } from '../../server/platform/database/run-postgres.ts'
import { deliverEvents } from '../../server/platform/events/deliver-events.ts'
import { openLog } from '../../server/platform/log/open-log.ts'
import { jobOf, when } from '../../server/platform/events/event.ts'
import { registerSubscribers } from '../../server/platform/events/register-subscribers.ts'
import { runJobs } from '../../server/platform/jobs/start-jobs.ts'
import { type Caller, callerFor } from '../../server/testing/caller.ts'
import { unpackedBytes } from './packing.ts'

/*
 * Folders as earlier versions left them: each must open in this version with everything that was said in it,
 * and tell a subscriber who comes later what happened.
 */
const packed = globSync('*.tar.zst', { cwd: import.meta.dirname })

async function unpack(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bw-old-'))
  chmodSync(folder, 0o755)
  const input = unpackedBytes(readFileSync(join(import.meta.dirname, name)))
  execFileSync('tar', ['-x', '-C', folder, '--no-same-owner'], { input })
  const { identity } = await chooseLaunch(join(folder, 'postgres'))
  if (identity) execFileSync('chown', ['-R', `${identity.uid}:${identity.gid}`, join(folder, 'postgres')])
  return folder
}

/** On the day on which it was packed: evidence is forgotten after a while. */
async function openFolder(folder: string, at: Date): Promise<App> {
  const settings = readSettings({
    PORT: '0',
    SMTP_PORT: '0',
    BELLWETHER_DATA: folder,
    SUPPORT_ADDRESS: 'support@desk.test',
  })
  return startApp(settings, openLog('silent'), { clock: manualClock(at) })
}

async function signedIn(app: App): Promise<Caller> {
  const ana = callerFor(() => app.url)
  await ana.call(signInByPassword, { body: { email: 'ana@staff.test', password: 'a long enough password' } })
  return ana
}

/** What a subscriber hears who was not there when it happened. */
async function replayed(app: App): Promise<string[]> {
  const heard: string[] = []
  const historian = when(ticketOpened, 'historian', async (_, { ticketId }) => void heard.push(ticketId), {
    fromTheStart: true,
  })
  const ctx = app.contextFor('test')
  await ctx.jobs.boss.createQueue('historian')
  await registerSubscribers(ctx, [historian])
  await deliverEvents(ctx)
  await runJobs(ctx.jobs, [jobOf(historian)], app.contextFor)
  for (let attempt = 0; attempt < 100 && heard.length < 8; attempt += 1) await sleep(100)
  return heard
}

describe.each(packed)('the data folder %s', (name) => {
  test('opens with every ticket, rota, token and error in it, and is replayed', { timeout: 120_000 }, async () => {
    const folder = await unpack(name)
    const day = name.slice(0, 10)
    const app = await openFolder(folder, new Date(`${day}T20:00:00Z`))
    try {
      const ana = await signedIn(app)
      const { items } = await ana.call(listTickets, { query: { limit: 200 } })
      expect(items.map((one) => one.subject).toSorted()).toEqual(
        ['Answered', 'Asked', 'Claimed', 'New', 'Urgent', 'With the customer'].toSorted(),
      )
      // Each was a customer's of the plan "premium", and the urgent one an emergency.
      const minutes = items.flatMap((one) =>
        one.clocks
          .filter(({ name: clock }) => clock === 'first-response')
          .map(({ startedAt, dueAt }) => [one.isUrgent, (Date.parse(dueAt ?? '') - Date.parse(startedAt)) / 60_000]),
      )
      expect(new Set(minutes.map(([isUrgent, due]) => `${isUrgent ? 'urgent' : 'usual'} ${due}`))).toEqual(
        new Set(['usual 60', 'urgent 15']),
      )
      expect((await ana.call(countTickets, {})).views).toMatchObject({ open: 6, resolved: 1, 'waiting-on-teams': 1 })
      // One of the eight was merged, one resolved, two answered; a team was asked twice and answered once.
      const week = { from: day, to: day }
      const { totals, rows: plans } = await ana.call(getTicketFigures, { query: { ...week, by: 'plan' } })
      expect([totals.opened, totals.resolved, totals.reopened.of, totals.firstResponse.of]).toEqual([7, 1, 1, 2])
      expect(plans.map(({ key, figures }) => [key, figures.opened])).toEqual([['premium', 7]])
      const { totals: asked } = await ana.call(getHandOffFigures, { query: week })
      expect([asked.asked, asked.answered, asked.openNow, asked.held.of]).toEqual([2, 1, 1, 1])
      expect((await ana.call(listRotas, {})).items).toMatchObject([
        { name: 'On call', team: { slug: 'infrastructure' }, onCall: { name: 'Ines' } },
      ])
      const people = (await ana.call(listPeople, {})).items
      expect(people.map((one) => [one.name, one.roles.map((role) => role.slug)])).toEqual([
        ['Ana', ['administrator']],
        ['Ines', ['staff']],
      ])
      const { items: methods } = await ana.call(listContactMethods, { params: { id: people[1]!.id } })
      expect(methods.map((one) => [one.kind, one.address])).toEqual([
        ['mail', 'ines@staff.test'],
        ['webhook', 'https://phones.example.test'],
      ])
      const tokens = (await ana.call(listTokens, {})).items
      expect(tokens.map((one) => [one.name, one.onBehalfOf])).toEqual([['exporter', null]])
      const query = { where: ['service.name=proxy'], errors: true, from: `${day}T00:00:00Z` }
      const { items: classes } = await ana.call(listErrorClasses, { query })
      expect(classes.map((one) => one.errors)).toEqual([20])
      const heard = await replayed(app)
      expect(new Set(heard).size).toBe(8)
    } finally {
      await app.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
