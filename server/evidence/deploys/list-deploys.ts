import type { z } from 'zod'
import type { DeployItem } from '@bellwether/contract/evidence.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import type { Page, PageOf } from '../../platform/database/page-by-key.ts'
import { type DeployRow, type DeploySearch, findDeploy, findDeploys, findRollOutPage } from './deploy.store.ts'

export function presentDeploy(row: DeployRow): z.input<typeof DeployItem> {
  return {
    id: row.id,
    service: row.service,
    version: row.version,
    startedAt: row.startedAt.toISOString(),
    by: row.deployedBy,
    title: row.title,
    url: row.url,
    hosts: Number(row.hosts),
    firstHostAt: row.firstHostAt?.toISOString() ?? null,
    lastHostAt: row.lastHostAt?.toISOString() ?? null,
    isRollback: row.isRollback,
  }
}

/** Deploys, the latest first, a page at a time. */
export async function listDeploys(
  ctx: Context,
  search: DeploySearch,
): Promise<{ items: z.input<typeof DeployItem>[]; nextCursor: string | null }> {
  allow(ctx, 'evidence.read')
  const page = await findDeploys(ctx, search)
  return { ...page, items: page.items.map(presentDeploy) }
}

export async function getDeploy(ctx: Context, id: string): Promise<z.input<typeof DeployItem>> {
  allow(ctx, 'evidence.read')
  const row = await findDeploy(ctx, id)
  if (!row) throw new Problem(notFound, said`There is no such deploy.`)
  return presentDeploy(row)
}

/** A deploy with its hosts in the order of their update, at most 5,000. */
export async function getRollOut(
  ctx: Context,
  id: string,
  page: Page,
): Promise<PageOf<{ host: string; at: Date }> & { deploy: z.input<typeof DeployItem> }> {
  allow(ctx, 'evidence.read')
  const deploy = await getDeploy(ctx, id)
  return { deploy, ...(await findRollOutPage(ctx, id, page)) }
}
