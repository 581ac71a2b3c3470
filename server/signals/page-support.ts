import { said } from '@bellwether/contract/said.ts'
import { pageTeam } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { findTeam } from '../people/people.ts'
import type { ClassSignalRow } from './signal.store.ts'

type Found = Pick<
  ClassSignalRow,
  'classId' | 'template' | 'firstSeenAt' | 'errors' | 'customersSeen' | 'slices' | 'deploy'
>

/** Wakes support before the first customer writes, in the caller's transaction. */
export async function pageSupport(ctx: Context, signalId: string, found: Found): Promise<void> {
  const support = await findTeam(ctx, 'support')
  // An installation that nobody has set up yet has nobody to wake.
  if (!support) return
  const { deploy, customersSeen, errors } = found
  const where = Object.entries(found.slices[0]?.where ?? {}).map(([name, value]) => `${name}=${value}`)
  await pageTeam(ctx, {
    teamId: support.id,
    title:
      where.length > 0
        ? said`New error for ${customersSeen} customers on ${where.join(', ')}`
        : said`New error for ${customersSeen} customers`,
    body: [
      found.template.replaceAll('<*>', '…'),
      said`${errors} errors since ${found.firstSeenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      deploy ? said`It follows ${deploy.service} ${deploy.version} ("${deploy.title}") by ${deploy.by}.` : '',
      said`Look at who else is hit, then draft a trouble report.`,
    ]
      .filter(Boolean)
      .join('\n'),
    about: { module: 'signals', id: signalId, path: `/evidence/classes/${found.classId}` },
  })
}
