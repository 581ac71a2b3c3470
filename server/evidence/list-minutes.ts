import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { findEvidenceSpan } from './explanation/explanation.store.ts'
import { misfit } from './reading/event-condition.ts'
import { among, type AskedEvents, sourceOf } from './reading/minute-source.rules.ts'
import {
  type ClassMinute,
  findFirstMinute,
  findMinutes,
  findNewClassMinutes,
  type Minute,
  type MinuteSpan,
} from './reading/minutes.store.ts'

export type { AskedEvents } from './reading/minute-source.rules.ts'
export type { ClassMinute, Minute, MinuteSpan } from './reading/minutes.store.ts'

interface Counted {
  readonly events: AskedEvents
  /** What must hold as well for an event to count as bad. */
  readonly bad?: AskedEvents | undefined
}

/** How many events there were in each minute that had any, and how many of them were bad. */
export async function listMinutes(ctx: Context, { events, bad }: Counted, span: MinuteSpan): Promise<Minute[]> {
  allow(ctx, 'evidence.read')
  return findMinutes(ctx, { events, bad: bad && among(events, bad) }, span)
}

/** A class counts as new only where the evidence reaches back so far before its first error. */
const historyMinutes = 30

/** Errors, and customers reached, of each class that came up in a stretch of time and has spread so far. */
export async function listNewClassMinutes(
  ctx: Context,
  asked: { events: AskedEvents; customersMin: number },
  span: MinuteSpan,
): Promise<ClassMinute[]> {
  allow(ctx, 'evidence.read')
  const kept = await findEvidenceSpan(ctx)
  if (kept === undefined) return []
  const newSince = Math.max(span.from, Math.ceil(kept.from / 60_000) + historyMinutes)
  return findNewClassMinutes(ctx, { ...asked, newSince }, span)
}

/** The first minute (since 1970) of which the evidence can say how many of these events there were; undefined where it is empty. */
export async function firstMinuteOf(ctx: Context, { events, bad }: Counted): Promise<number | undefined> {
  allow(ctx, 'evidence.read')
  const sources = new Set([sourceOf(events), ...(bad ? [sourceOf(among(events, bad))] : [])])
  // Where there was no error nothing is missing: it is all events that say how far the evidence reaches back.
  sources.add('roll-up')
  sources.delete('errors')
  const firsts: number[] = []
  for (const source of sources) {
    const first = await findFirstMinute(ctx, source)
    if (first !== undefined) firsts.push(first)
  }
  return firsts.length === 0 ? undefined : Math.max(...firsts)
}

/** Open to all: it looks at nothing but the question. Why events cannot be asked for so, in words. */
export const misfitsIn = (where: Condition): string[] =>
  comparisonsOf(where).flatMap((comparison) => misfit(comparison) ?? [])
