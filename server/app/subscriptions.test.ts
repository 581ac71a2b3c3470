import { expect, test } from 'vitest'
import { schedules } from './schedules.ts'
import { subscriptions } from './subscriptions.ts'

test('names that cursors, waiting jobs and health carry stay as they are once written', () => {
  expect(subscriptions.map(({ name, event }) => `${event} > ${name}`)).toEqual([
    'platform.mail-received > file-mail',
    'platform.mail-sent > note-acknowledgement',
    'platform.mail-failed > return-failed-answer',
    'platform.copy-failed > note-failed-copy',
    'desk.ticket-opened > follow-ticket',
    'desk.ticket-merged > follow-merge',
    'pager.page-acknowledged > claim-paged-ticket',
    'platform.person-deactivated > leave-rotas',
    'platform.person-deactivated > forget-contact-methods',
  ])
  expect(schedules.map(({ name }) => name)).toEqual([
    'platform.deliver-events',
    'desk.breach-clocks',
    'desk.file-waiting-mails',
    'pager.widen-pages',
    'signals.detect',
    'incidents.watch-reports',
    'evidence.forget',
    'platform.forget-answers',
    'platform.forget-events',
  ])
})

test('no two subscribers share a name', () => {
  expect(new Set(subscriptions.map(({ name }) => name)).size).toBe(subscriptions.length)
})
