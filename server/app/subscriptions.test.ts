import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../testing/start-world.ts'
import { schedules } from './schedules.ts'
import { subscriptions } from './subscriptions.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('names that cursors, waiting jobs and health carry stay as they are once written', () => {
  expect(subscriptions.map(({ name, event }) => `${event} > ${name}`)).toEqual([
    'people.sign-in-link-requested > send-sign-in-link',
    'mail.mail-received > file-mail',
    'mail.mail-sent > note-acknowledgement',
    'mail.mail-failed > return-failed-answer',
    'mail.mail-failed > note-failed-forward',
    'mail.copy-failed > note-failed-copy',
    'mail.mail-failed > note-failed-notice',
    'desk.ticket-handed-off > notify-asked',
    'desk.hand-off-replied > notify-replied',
    'desk.hand-off-ended > notify-taken-back',
    'desk.clock-breached > widen-hand-off',
    'pager.deploy-told > record-deploy-of-change',
    'desk.ticket-opened > follow-ticket',
    'desk.ticket-opened > follow-rules-of-opened',
    'desk.customer-wrote > follow-rules-of-word',
    'desk.hand-off-ended > follow-rules-of-answer',
    'desk.clock-breached > follow-rules-of-breach',
    'desk.ticket-merged > follow-merge',
    'customers.changed > adopt-tickets',
    'customers.merged > follow-customers',
    'customers.customer-removed > release-tickets',
    'pager.page-acknowledged > claim-paged-ticket',
    'pager.page-acknowledged > acknowledge-paged-question',
    'people.person-deactivated > leave-rotas',
    'people.person-deactivated > leave-desk',
    'people.person-deactivated > forget-contact-methods',
    'people.person-deactivated > end-swaps',
    'people.person-deactivated > forget-leave',
    'people.team-dissolved > leave-team',
    'people.team-dissolved > end-rotas',
    'people.team-dissolved > forget-ping-key',
    'people.team-dissolved > free-mailboxes',
  ])
  expect(schedules.map(({ name }) => name)).toEqual([
    'platform.deliver-events',
    'platform.hasten-jobs',
    'desk.breach-clocks',
    'desk.send-due-replies',
    'desk.open-recurring',
    'desk.wake-tickets',
    'desk.file-waiting-mails',
    'desk.follow-up',
    'mail.file-stray-mails',
    'desk.forget-presence',
    'desk.tell-notices',
    'desk.forget-files',
    'desk.sum-up-counts',
    'desk.read-files',
    'desk.keep-search',
    'desk.keep-facts',
    'desk.keep-figures',
    'pager.prove-pager',
    'pager.escalate-pages',
    'pager.miss-heartbeats',
    'pager.end-due-swaps',
    'pager.tell-hand-overs',
    'pager.end-maintenance',
    'pager.forget',
    'signals.detect',
    'probes.run',
    'incidents.watch-reports',
    'incidents.follow-incidents',
    'platform.check-files',
    'customers.forget-imports',
    'privacy.erase-people',
    'evidence.forget',
    'platform.forget-answers',
    'platform.forget-events',
  ])
})

test('so do the names of the queues in which jobs wait', async () => {
  const queues = await world.sql<{ name: string }>(`select name from pgboss.queue where name like '%.%' order by name`)
  expect(queues.map(({ name }) => name)).toEqual([
    'desk.act-on-tickets',
    'desk.post-chat-notice',
    'desk.recount-clocks',
    'incidents.return-tickets',
    'incidents.tell-tickets',
    'mail.send-mail',
    'mail.send-page',
    'pager.end-alerts',
    'pager.follow-page',
    'pager.send-by-irc',
    'pager.send-notification',
    'pager.tell-irc-room',
    'pager.tell-room',
  ])
})

test('no two subscribers share a name', () => {
  expect(new Set(subscriptions.map(({ name }) => name)).size).toBe(subscriptions.length)
})
