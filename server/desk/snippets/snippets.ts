import type { z } from 'zod'
import { type Snippet, snippetsLettersMax, snippetsMax, tooManySnippets } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { namesById } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import type { Reader } from '../sharing.store.ts'
import { checkTeams, mayChange, readerOf, refuseOthers, sharingOf } from '../sharing.ts'
import {
  countSnippetsOf,
  deleteSnippetRow,
  findSnippet,
  findSnippets,
  insertSnippet,
  type SnippetRow,
  updateSnippet,
} from './snippet.store.ts'

const listedMax = 2000

interface SnippetInput {
  readonly name: string
  readonly text: string
  readonly isForEverybody: boolean
  readonly teamIds: readonly string[]
}

type Answer = Presented<z.input<typeof Snippet>>

/** What somebody made, and what is shared with them. A program that acts for nobody has none. */
export async function listSnippets(ctx: Context): Promise<Answer[]> {
  allow(ctx, 'desk.read')
  const reader = personOf(ctx.actor)
  return reader ? presentSnippets(ctx, await findSnippets(ctx, reader, listedMax), reader) : []
}

async function presentSnippets(ctx: Context, rows: readonly SnippetRow[], reader: Reader): Promise<Answer[]> {
  const people = rows.map(({ ownerId }) => ownerId)
  const names = await namesById(ctx, { people, teams: rows.flatMap(({ teamIds }) => teamIds) })
  return rows.map(({ id, name, text, ownerId, isForEverybody, teamIds }) => ({
    id,
    name,
    text,
    owner: names.person(ownerId),
    isForEverybody,
    teams: teamIds.map(names.team),
    isOwn: ownerId === reader.personId,
    mayChange: mayChange(ctx, { ownerId }, reader),
  }))
}

const presentOne = async (ctx: Context, row: SnippetRow, reader: Reader): Promise<Answer> =>
  (await presentSnippets(ctx, [row], reader))[0]!

const fieldsOf = ({ name, text, ...shared }: SnippetInput) => ({ name, text, ...sharingOf(shared) })

/** Keeps a text that is written again and again. */
export async function addSnippet(ctx: Context, input: SnippetInput): Promise<Answer> {
  allow(ctx, 'desk.write')
  const reader = readerOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    await checkTeams(ctx, input)
    await refuseMore(ctx, { ownerId: reader.personId, exceptId: null }, input)
    const row = await insertSnippet(ctx, reader.personId, fieldsOf(input))
    const about = { module: 'desk', id: row.id }
    await recordAudit(ctx, { action: 'desk.add-snippet', about, detail: sharingOf(input) })
    return presentOne(ctx, row, reader)
  })
}

/** Everybody who writes loads all that is shared with them. */
async function refuseMore(
  ctx: Context,
  { ownerId, exceptId }: { ownerId: string; exceptId: string | null },
  { text }: SnippetInput,
): Promise<void> {
  const { count, letters } = await countSnippetsOf(ctx, ownerId, exceptId)
  if (count >= snippetsMax || letters + text.length > snippetsLettersMax) throw new Problem(tooManySnippets)
}

async function changeable(ctx: Context, reader: Reader, id: string): Promise<SnippetRow> {
  const row = await findSnippet(ctx, reader, id)
  if (!row) throw new Problem(notFound, said`There is no such snippet.`)
  refuseOthers(ctx, row, reader)
  return row
}

/** Changes a snippet, for all who use it. */
export async function changeSnippet(ctx: Context, id: string, input: SnippetInput): Promise<Answer> {
  allow(ctx, 'desk.write')
  const reader = readerOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    const { ownerId } = await changeable(ctx, reader, id)
    await checkTeams(ctx, input)
    await refuseMore(ctx, { ownerId, exceptId: id }, input)
    const row = await updateSnippet(ctx, id, fieldsOf(input))
    const about = { module: 'desk', id }
    await recordAudit(ctx, { action: 'desk.change-snippet', about, detail: sharingOf(input) })
    return presentOne(ctx, row, reader)
  })
}

/** Deletes a snippet, for all who use it; what was written with it stays. */
export async function deleteSnippet(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.write')
  const reader = readerOf(ctx)
  await inTransaction(ctx, async (ctx) => {
    await changeable(ctx, reader, id)
    await deleteSnippetRow(ctx, id)
    await recordAudit(ctx, { action: 'desk.delete-snippet', about: { module: 'desk', id } })
  })
}
