import type { z } from 'zod'
import type { Page } from '@bellwether/contract/pager.ts'
import type { MailState } from '@bellwether/contract/mail.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { verifyToken } from '../platform/links/signed-token.ts'
import { mailDeliveries } from '../mail/mail.ts'
import { isAdministrator, type Names, namesById, staffById } from '../people/people.ts'
import { Problem } from '../platform/problem.ts'
import { findNewestAlerts, type NewestAlert } from './alerts/page-alerts.store.ts'
import { findPageEntries, type PageEntryRow } from './page-entry.store.ts'
import { pageLinkPurpose, pathAbout } from './page-link.ts'
import { findPage, findPageTitles, type PageRow } from './pager.store.ts'
import { findNotification, findNotifications, type NotificationRow } from './notification.store.ts'
import { readReach } from './people-of-step.ts'
import { findPolicy } from './policy.store.ts'
import { onCallAt } from './rota.rules.ts'
import { findPagingRotas, peopleOf } from './rota.store.ts'

/** Long enough for a night and its morning. */
const linkMilliseconds = 24 * 3_600_000

type PageAnswer = Presented<z.input<typeof Page>>

/** Pages as the contract shows them, with the trail of their notifications. */
export async function presentPages(ctx: Context, rows: readonly PageRow[]): Promise<PageAnswer[]> {
  const notifications = await findNotifications(
    ctx,
    rows.map((row) => row.id),
  )
  const mails = await mailDeliveries(
    ctx,
    notifications.map((one) => one.id),
  )
  const entries = await findPageEntries(
    ctx,
    rows.map((row) => row.id),
  )
  const others = await findPageTitles(ctx, entries.flatMap(otherPage))
  const happened = Map.groupBy(entries, (entry) => entry.pageId)
  const names = await namesById(ctx, {
    teams: rows.map((row) => row.teamId),
    people: [
      ...rows.map((row) => row.acknowledgedBy),
      ...notifications.map((one) => one.personId),
      ...entries.flatMap((entry) => [entry.personId, reassignedTo(entry)]),
    ],
  })
  const alerts = new Map(
    (
      await findNewestAlerts(
        ctx,
        rows.map((row) => row.id),
      )
    ).map((one) => [one.pageId, one]),
  )
  const trails = Map.groupBy(notifications, (one) => one.pageId)
  return rows.map((row) => ({
    id: row.id,
    team: row.teamId === null ? null : names.team(row.teamId),
    title: row.title,
    body: row.body,
    about: { module: row.aboutModule, id: row.aboutId, url: pathAbout(row) },
    alert: presentAlert(alerts.get(row.id)),
    state: row.state,
    urgency: row.urgency,
    createdAt: row.createdAt,
    acknowledgedAt: row.acknowledgedAt,
    acknowledgedBy: row.acknowledgedBy ? names.person(row.acknowledgedBy) : null,
    acknowledgedUntil: row.acknowledgedUntil,
    nextAt: row.nextAt,
    exhaustedAt: row.exhaustedAt,
    entries: (happened.get(row.id) ?? []).map((entry) => presentEntry(entry, { names, others })),
    notifications: (trails.get(row.id) ?? []).map((one) => ({
      id: one.id,
      person: names.person(one.personId),
      method: { kind: one.kind, address: one.address },
      createdAt: one.createdAt,
      waitsUntil: one.waitsUntil,
      deliveredAt: one.deliveredAt,
      seenAt: one.seenAt,
      ...deliveryOf(row, one, mails.get(one.id)),
    })),
  }))
}

const presentAlert = (newest: NewestAlert | undefined) =>
  newest ? { id: newest.id, source: { id: newest.sourceId, name: newest.sourceName } } : null

const reassignedTo = ({ kind, text }: PageEntryRow): string | null => (kind === 'reassigned' ? text : null)

const otherPage = ({ kind, text }: PageEntryRow): string[] => (kind === 'merged' || kind === 'took-in' ? [text] : [])

function presentEntry(entry: PageEntryRow, { names, others }: { names: Names; others: ReadonlyMap<string, string> }) {
  const { at, kind, personId, text, step } = entry
  const to = reassignedTo(entry)
  const [other] = otherPage(entry)
  return {
    at,
    kind,
    step,
    person: personId === null ? null : names.person(personId),
    to: to === null ? null : names.person(to),
    page: other === undefined ? null : { id: other, title: others.get(other) ?? '' },
    text: to === null && other === undefined ? text : '',
  }
}

export async function presentPage(ctx: Context, row: PageRow) {
  const [page] = await presentPages(ctx, [row])
  if (!page) throw new Error('a page was presented as nothing')
  return page
}

type DeliveryState = PageAnswer['notifications'][number]['state']

/** How far one got that is no mail. */
function stateOf(page: PageRow, { sentAt, failedAt, unneededAt, waitsUntil }: NotificationRow): DeliveryState {
  if (failedAt) return 'failed'
  if (sentAt) return 'sent'
  if (unneededAt) return 'unneeded'
  if (waitsUntil) return page.state === 'open' ? 'waiting' : 'unneeded'
  return 'queued'
}

function deliveryOf(
  page: PageRow,
  row: NotificationRow,
  mail: { state: MailState; reason: string | null; sentAt: Date | null } | undefined,
) {
  if (row.kind !== 'mail' || row.waitsUntil || row.unneededAt) {
    const { attempts, lastError, firstTriedAt, sentAt } = row
    return { state: stateOf(page, row), attempts, lastError, firstTriedAt, sentAt }
  }
  const { state = 'queued', reason = null, sentAt = null } = mail ?? {}
  const isRefused = state === 'failed' || state === 'suppressed'
  return {
    state: isRefused ? ('failed' as const) : state,
    attempts: Number(sentAt !== null),
    lastError: reason,
    firstTriedAt: row.firstTriedAt ?? sentAt,
    sentAt,
  }
}

export async function getPageRow(ctx: Context, id: string): Promise<PageRow> {
  const page = await findPage(ctx, id)
  if (!page) throw new Problem(notFound, said`There is no such page.`)
  return page
}

/** Whom the link of a notification was sent to, and about which page. Open to all: whoever holds the link was sent it. */
export async function pageLinkPerson(
  ctx: Context,
  token: string,
): Promise<{ page: PageRow; personId: string; notificationId: string }> {
  const id = verifyToken(ctx.secret, pageLinkPurpose, token)
  const notification = id ? await findNotification(ctx, id) : undefined
  const page = notification && (await findPage(ctx, notification.pageId))
  if (!notification || !page || !(await mayStillUse(ctx, notification, page)))
    throw new Problem(notFound, said`This link does not work, or no longer: sign in and open the page.`)
  return { page, personId: notification.personId, notificationId: notification.id }
}

/** Whether the team's policy, or somebody who had the page, names this person, though they be of another team. */
async function isNamed(ctx: Context, page: PageRow, of: { teamId: string; personId: string }): Promise<boolean> {
  const entries = await findPageEntries(ctx, [page.id])
  if (entries.some(({ kind, text }) => kind === 'reassigned' && text === of.personId)) return true
  const { steps } = await findPolicy(ctx, of.teamId)
  const reach = await readReach(ctx, [of.teamId], steps)
  return steps.some((step) => reach.ofStep(of.teamId, step).includes(of.personId))
}

/** A link is as good as its person: still on staff, and still one whom this team's pages wake. */
async function mayStillUse(ctx: Context, notification: NotificationRow, page: PageRow): Promise<boolean> {
  if (now(ctx).getTime() - notification.createdAt.getTime() > linkMilliseconds) return false
  const [person] = await staffById(ctx, [notification.personId])
  if (!person) return false
  if (page.teamId === null) return true

  const isOnTeam = person.teams.some((team) => team.id === page.teamId)
  if (isOnTeam || isAdministrator(person)) return true
  if (await isNamed(ctx, page, { teamId: page.teamId, personId: person.id })) return true
  const rotas = await findPagingRotas(ctx, page.teamId)
  return rotas.some((rota) => peopleOf(rota).includes(person.id) || onCallAt(rota, now(ctx)) === person.id)
}
