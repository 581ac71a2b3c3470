import type { z } from 'zod'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import type { DeployItem, ErrorClassItem, getTimeline as contract } from '@bellwether/contract/evidence.ts'
import { now, type Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { findDeploys } from '../deploys/deploy.store.ts'
import { presentDeploy } from '../deploys/list-deploys.ts'
import { findEvidenceSpan } from '../explanation/explanation.store.ts'
import { messageTemplate } from '../intake/message-class.ts'
import { filterSql, type EventFilter } from './event-filter.ts'
import {
  countEvents,
  findAttributeValues,
  findClasses,
  findTimeline,
  findWholeTimeline,
  type AttributeValue,
} from './event.store.ts'

const pointsMax = 240
/** Events that the attribute panel looks at; more are thinned out evenly. */
const sampleMax = 300_000
const steps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400]

/** The smallest round step with which a time has at most 240 points. */
export function stepFor(from: Date, to: Date): number {
  const seconds = (to.getTime() - from.getTime()) / 1000
  // One more point than steps: the first one rarely begins at `from`.
  return steps.find((step) => seconds / step <= pointsMax - 1) ?? 86_400
}

/** Events and errors over time, with the deploys of that time; steps without events are zero. */
export async function getTimeline(ctx: Context, filter: EventFilter): Promise<AnswerOf<typeof contract>> {
  allow(ctx, 'evidence.read')
  const asked = filterSql(filter, now(ctx))
  const stepSeconds = stepFor(asked.from, asked.to)
  const found =
    asked.isPlain && stepSeconds >= 60
      ? await findWholeTimeline(ctx, asked.from, asked.to, stepSeconds)
      : await findTimeline(ctx, asked, stepSeconds)
  const byTime = new Map(found.map((point) => [point.at, point]))
  const points = []
  const start = Math.floor(asked.from.getTime() / 1000 / stepSeconds) * stepSeconds
  for (let at = start; at * 1000 < asked.to.getTime(); at += stepSeconds) {
    const { events = 0, errors = 0 } = byTime.get(at) ?? {}
    points.push({ at: new Date(at * 1000).toISOString(), events, errors })
  }
  const history = await findEvidenceSpan(ctx)
  const { items: deploys } = await findDeploys(ctx, { from: asked.from, to: asked.to, limit: 200 })
  return {
    from: asked.from.toISOString(),
    to: asked.to.toISOString(),
    stepSeconds,
    historySince: history === undefined ? null : new Date(history.from).toISOString(),
    points,
    deploys: deploys.map((row): z.input<typeof DeployItem> => presentDeploy(row)),
  }
}

/** The most frequent values of each attribute among the events of a filter. */
export async function listAttributeValues(
  ctx: Context,
  filter: EventFilter,
): Promise<{ countedEvery: number; attributes: { attribute: string; values: Omit<AttributeValue, 'attribute'>[] }[] }> {
  allow(ctx, 'evidence.read')
  const asked = filterSql(filter, now(ctx))
  const every = Math.max(1, Math.ceil((await countEvents(ctx, asked)) / sampleMax))
  const rows = await findAttributeValues(ctx, asked, { every, valuesMax: 12 })
  const byAttribute = Map.groupBy(rows, (row) => row.attribute)
  return {
    countedEvery: every,
    attributes: [...byAttribute].map(([attribute, values]) => ({
      attribute,
      values: values.map(({ value, events, errors }) => ({ value, events, errors })),
    })),
  }
}

/** Classes of errors in a filter, the most frequent first, at most 200. */
export async function listErrorClasses(ctx: Context, filter: EventFilter): Promise<z.input<typeof ErrorClassItem>[]> {
  allow(ctx, 'evidence.read')
  const rows = await findClasses(ctx, filterSql(filter, now(ctx)), 200)
  return rows.map(({ class: id, ...row }) => ({ id, template: messageTemplate(row.example), ...row }))
}
