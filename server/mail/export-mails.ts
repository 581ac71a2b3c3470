import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { countMailsOf, findIncomingToExport, findOutgoingToExport, type OwnMail, type RawMail } from './export.store.ts'

const mailsAtOnce = 100

/** How many mails came from somebody with these addresses and went to them. */
export async function countMailsOfPerson(ctx: Context, addresses: readonly string[]): Promise<number> {
  allow(ctx, 'privacy.write')
  return countMailsOf(ctx, addresses)
}

/** Every mail that came from somebody. Answers to a private question are known to its team alone. */
export async function* exportIncoming(ctx: Context, addresses: readonly string[]): AsyncGenerator<RawMail> {
  allow(ctx, 'privacy.write')
  yield* pages((after) => findIncomingToExport(ctx, addresses, { after, limit: mailsAtOnce }))
}

/** Every mail that went to them. */
export async function* exportOutgoing(ctx: Context, addresses: readonly string[]): AsyncGenerator<OwnMail> {
  allow(ctx, 'privacy.write')
  yield* pages((after) => findOutgoingToExport(ctx, addresses, { after, limit: mailsAtOnce }))
}

const firstId = '00000000-0000-0000-0000-000000000000'

async function* pages<Row extends { readonly id: string }>(
  next: (after: string) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let after = firstId; ;) {
    const rows = await next(after)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
