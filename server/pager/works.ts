import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { findWorks, insertWork, updateWork, type Work } from './work.store.ts'

/** What people can be on for. */
export async function listWorks(ctx: Context): Promise<{ items: Work[] }> {
  allow(ctx, 'pager.read')
  return { items: await findWorks(ctx) }
}

/** Adds a kind of work that rotas can be for. */
export async function addWork(ctx: Context, work: Work): Promise<Work> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    if (!(await insertWork(ctx, work))) throw alreadyThere('/slug', said`There is such work.`)
    await audit(ctx, 'add-work', work)
    return work
  })
}

/** Renames a kind of work, or says whether it watches customers. */
export async function changeWork(
  ctx: Context,
  slug: string,
  change: { name?: string | undefined; watchesCustomers?: boolean | undefined },
): Promise<Work> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await getWork(ctx, slug)
    const { name = before.name, watchesCustomers = before.watchesCustomers } = change
    const work = { slug, name, watchesCustomers }
    await updateWork(ctx, slug, { name, watchesCustomers })
    await audit(ctx, 'change-work', work)
    return work
  })
}

/** For verbs: a kind of work by its slug. */
export async function getWork(ctx: Context, slug: string): Promise<Work> {
  const work = (await findWorks(ctx)).find((one) => one.slug === slug)
  if (!work) throw new Problem(notFound, said`There is no such work.`)
  return work
}

const audit = (ctx: Context, action: string, { slug, ...detail }: Work) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id: slug }, detail })
