import { createHmac } from 'node:crypto'
import type { Context } from '../../platform/context.ts'
import { taggedAddress } from '../../mail/mail.ts'
import { findSources, type SourceRow } from './alert.store.ts'

/*
 * The page address of a source is any mailbox with a tag behind its name. The tag is made of the id of the source and of the
 * secret of this installation: it stands nowhere, and who reads it in a mail does not know the key of the source. It has 80
 * bits, so that it fits behind a name of 38 characters. When a key stops at once the tag is another one, too.
 */

/** By which a mail that waits can be seen to be one of a page address, whoever it belongs to. */
export const pageTagMark = '+page-'

type Mailed = Pick<SourceRow, 'id' | 'mailTurn'>

const tagOf = ({ secret }: Context, { id, mailTurn }: Mailed): string => {
  const named = mailTurn === 0 ? id : `${id}\0${mailTurn}`
  return createHmac('sha256', secret).update(`alert-mail\0${named}`).digest('hex').slice(0, 20)
}

/** Where mail of a source goes to; undefined while no mailbox receives any, or none has a name that is short enough. */
export const mailAddressOf = (ctx: Context, source: Mailed): string | undefined =>
  taggedAddress(ctx, `page-${tagOf(ctx, source)}`)

/** For verbs: the sources whose page addresses are among these, each once and always in one order. */
export async function findMailedSources(ctx: Context, addresses: readonly string[]): Promise<SourceRow[]> {
  const tags = new Set(
    addresses.flatMap((address) => /\+page-([0-9a-f]{20})@/i.exec(address)?.[1]?.toLowerCase() ?? []),
  )
  if (tags.size === 0) return []
  return (await findSources(ctx)).filter((source) => tags.has(tagOf(ctx, source)))
}
