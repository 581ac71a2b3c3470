import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import { deleteTags, findAllTags, findTagsOf, insertTags } from './tag.store.ts'

const tagsOfTicketMax = 50
const tagsListedMax = 5000

export interface Tagging {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Puts tags on a ticket and takes others off. Returns what that changed; null where it was so before. */
export async function tagTicket(ctx: Context, id: string, tagging: Tagging): Promise<Tagging | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, id)
    const before = new Set((await findTagsOf(ctx, [id])).get(id))
    const add = [...new Set(tagging.add).difference(before)]
    const remove = [...new Set(tagging.remove).intersection(before)].filter((tag) => !tagging.add.includes(tag))
    if (add.length === 0 && remove.length === 0) return null
    if (before.size + add.length - remove.length > tagsOfTicketMax)
      throw new Problem(badInput, said`A ticket has at most ${tagsOfTicketMax} tags. Take some off first.`)
    await insertTags(ctx, id, add)
    await deleteTags(ctx, id, remove)
    // The audit, which nobody erases, keeps no words.
    const detail = { added: add.length, removed: remove.length }
    await finishChange(ctx, id, { action: 'tag-ticket', what: whatChanged({ add, remove }), detail })
    return { add, remove }
  })
}

function whatChanged({ add, remove }: Tagging): string {
  const [added, taken] = [add.join(', '), remove.join(', ')]
  if (remove.length === 0) return add.length === 1 ? said`added the tag ${added}` : said`added the tags ${added}`
  if (add.length === 0) return remove.length === 1 ? said`took off the tag ${taken}` : said`took off the tags ${taken}`
  return said`added the tags ${added} and took off ${taken}`
}

/** The tags that are on tickets, by name. */
export async function listTags(ctx: Context): Promise<string[]> {
  allow(ctx, 'desk.read')
  return findAllTags(ctx, tagsListedMax)
}
