import { type Context, now } from '../platform/context.ts'
import { type NewJob, sendJobs } from '../platform/jobs/send-jobs.ts'
import { sendMail } from '../mail/mail.ts'
import { sayTo, staffById, translateTo } from '../people/people.ts'
import { shownAddress } from './channels/page-channels.ts'
import { ircQueue, notificationQueue } from './channels/send-notification.ts'
import { type ContactMethod, findContactMethodsForShare } from './methods/contact-method.store.ts'
import { plannedFor } from './methods/notification.rules.ts'
import { findQuietHours } from './methods/quiet-hours.store.ts'
import { pageLinkKind, pathAbout } from './page-link.ts'
import { type PageRow } from './pager.store.ts'
import { countNotifications, insertNotification, type NotificationRow } from './notification.store.ts'

type Person = Awaited<ReturnType<typeof staffById>>[number]

/**
 * Notifies people by their contact methods, each as its rule says, again if they were notified before. What goes at once
 * goes with the caller's transaction; the rest waits for its time.
 */
export async function notifyPeople(ctx: Context, page: PageRow, personIds: readonly string[]): Promise<void> {
  const people = await staffById(ctx, personIds)
  const ids = people.map(({ id }) => id)
  const methods = await findContactMethodsForShare(ctx, ids)
  const quiet = await findQuietHours(ctx, ids)
  const at = now(ctx)
  for (const person of people) {
    const round = await countNotifications(ctx, { pageId: page.id, personId: person.id })
    const ringing = { urgency: page.urgency, quietHours: quiet.get(person.id), at }
    const plan = isTest(page) ? allAtOnce(methods(person.id), at) : plannedFor(methods(person.id), ringing)
    for (const [position, planned] of plan.entries()) {
      const row = await insertNotification(ctx, {
        ...whereTo(ctx, person, planned.method),
        pageId: page.id,
        personId: person.id,
        position,
        round,
        createdAt: at,
        ...(planned.at > at ? { waitsUntil: planned.at, dispatchedAt: null } : { waitsUntil: null, dispatchedAt: at }),
      })
      if (row && row.waitsUntil === null) await dispatch(ctx, page, { row, person })
    }
  }
}

/** A test is to show every way, and not whether somebody is patient. */
const isTest = ({ teamId }: PageRow): boolean => teamId === null
const allAtOnce = (methods: readonly ContactMethod[], at: Date) => methods.map((method) => ({ method, at }))

function whereTo(ctx: Context, person: Person, method: ContactMethod) {
  if (method.kind === 'mail') return { kind: method.kind, address: person.email, methodId: null }
  return { kind: method.kind, address: shownAddress(ctx, method), methodId: method.id }
}

/** For verbs: sends a notification whose time has come, with the caller's transaction. */
export async function dispatch(
  ctx: Context,
  page: PageRow,
  { row, person }: { row: NotificationRow; person: Person },
): Promise<void> {
  if (row.kind === 'mail') await dispatchMail(ctx, page, { row, person })
  else await sendJobs(ctx, [jobOf(page, row)])
}

/** IRC takes about a line a second: what cannot wait does not queue behind what can. */
function jobOf({ urgency }: PageRow, { kind, id }: NotificationRow): NewJob {
  const data = { notificationId: id }
  if (kind !== 'irc') return { queue: notificationQueue, data }
  return { queue: ircQueue, data, priority: urgency === 'high' ? 2 : 1 }
}

async function dispatchMail(
  ctx: Context,
  page: PageRow,
  { row, person }: { row: NotificationRow; person: Person },
): Promise<void> {
  const [say, translate] = [sayTo(person), translateTo(person)]
  const title = translate(page.title)
  const text = [
    title,
    translate(page.body),
    `${say`Acknowledge (works without signing in):`}\n{link}`,
    say`Open it: ${`${ctx.baseUrl}${pathAbout(page)}`}`,
  ]
  await sendMail(ctx, {
    kind: 'page',
    to: row.address,
    subject: say`Page: ${title}`,
    text: `${text.join('\n\n')}\n`,
    sourceId: row.id,
    link: { kind: pageLinkKind, about: row.id },
  })
}
