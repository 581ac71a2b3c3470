import type { Context } from '../../platform/context.ts'
import { signToken, verifyToken } from '../../platform/links/signed-token.ts'
import { taggedAddress } from '../../mail/mail.ts'
import { findSource, type SourceRow } from './alert.store.ts'

/*
 * The page address of a source is any mailbox with a tag behind its name. The tag is made of the id of the source and of the
 * secret of this installation: it stands nowhere, and who reads it in a mail does not know the key of the source.
 */

const purpose = 'alert-mail'

/** By which a mail that waits can be seen to be one of a page address, whoever it belongs to. */
export const pageTagMark = '+page-'

/** Where mail of a source goes to; undefined while no mailbox receives any. */
export const mailAddressOf = (ctx: Context, sourceId: string): string | undefined =>
  taggedAddress(ctx, `page-${signToken(ctx.secret, purpose, sourceId)}`)

/** For verbs: the sources whose page addresses are among these, each once and always in one order. */
export async function findMailedSources(ctx: Context, addresses: readonly string[]): Promise<SourceRow[]> {
  const tokens = addresses.flatMap((address) => /\+page-([a-z2-7]{42})@/i.exec(address)?.[1] ?? [])
  const ids = new Set(tokens.flatMap((token) => verifyToken(ctx.secret, purpose, token) ?? []))
  const sources: SourceRow[] = []
  for (const id of [...ids].toSorted()) {
    const source = await findSource(ctx, id)
    if (source) sources.push(source)
  }
  return sources
}
