import { said } from '@bellwether/contract/said.ts'
import { findTeam, teamDirectory } from '../../people/people.ts'
import { pageTeam } from '../../pager/pager.ts'
import type { Context } from '../../platform/context.ts'
import type { RuleRow } from './alert-rule.store.ts'
import { sentenceOf } from './rule-words.ts'

/** Wakes the rule's team, or support where that team is no more, in the caller's transaction. */
export async function pageForRule(
  ctx: Context,
  signalId: string,
  { rule, peak, firstSeenAt }: { rule: RuleRow; peak: number; firstSeenAt: Date },
): Promise<void> {
  const own = rule.teamId === null ? undefined : (await teamDirectory(ctx)).find(({ id }) => id === rule.teamId)
  const team = own ?? (await findTeam(ctx, 'support'))
  // An installation that nobody has set up yet has nobody to wake.
  if (!team) return
  await pageTeam(ctx, {
    teamId: team.id,
    title: rule.name,
    body: [
      sentenceOf(rule.trigger, peak),
      said`So since ${firstSeenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      said`It ends by itself when the rule holds no more.`,
    ].join('\n'),
    about: { module: 'signals', id: signalId, path: `/signals/rules/${rule.id}` },
  })
}
