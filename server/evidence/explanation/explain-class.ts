import type { z } from 'zod'
import type { BlamedDeploy, Explanation } from '@bellwether/contract/evidence.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { now, type Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findDeploys, findRollOutHosts, type DeployRow } from '../deploys/deploy.store.ts'
import { sliceFields } from '../event-fields.ts'
import { messageTemplate } from '../intake/message-class.ts'
import { timeOf } from '../reading/event-filter.ts'
import { stepFor } from '../reading/get-timeline.ts'
import { attributeDeploy, type CandidateDeploy, type ScoredDeploy } from './attribute-deploy.ts'
import { chao1 } from './chao1.ts'
import { scanSlices, type ScannedSlice } from './scan-slices.ts'
import * as store from './explanation.store.ts'

const hour = 3_600_000
const errorsSampled = 2000
const requestsSampled = 10_000
/** Fewer requests than this on updated hosts say too little; then all requests are compared. */
const requestsMin = 100
const candidateDeploysMax = 30
const candidateHours = 6
const [customerField, hostField] = [sliceFields.indexOf('customer.id'), sliceFields.indexOf('host.name')]
const customersListed = 200
/** A slice that explains a class holds most of its errors. */
const mostOf = 0.5
/** An error that is there so soon after the evidence begins may be of any age. */
const historyMinutesMin = 30
/** Further attributes that at least this share of the errors carries can be part of a slice. */
const furtherShareMin = 0.3
const furtherMax = 5

export interface ExplanationQuestion {
  readonly classId: string
  /** An hour before the class was first seen when missing, at most a day back. */
  readonly from?: Date | string | undefined
  readonly to?: Date | string | undefined
}

/** A deploy with what its roll-out says about the errors. */
interface Suspect {
  readonly row: DeployRow
  readonly candidate: CandidateDeploy
  readonly scored: ScoredDeploy
}

interface Attribution {
  readonly blamed: Suspect | undefined
  readonly others: readonly Suspect[]
  readonly hosts: ReadonlySet<string>
}

/**
 * What accounts for a class of errors: the slice, the deploy, the customers. Reads the table of
 * errors and the roll-ups; only the sample of requests and the exposed customers touch the events.
 */
export async function explainClass(ctx: Context, question: ExplanationQuestion): Promise<z.input<typeof Explanation>> {
  allow(ctx, 'evidence.read')
  const { classId } = question
  const facts = await store.findClass(ctx, classId)
  if (facts === undefined) throw new Problem(notFound, said`There is no such class of errors.`)
  const time = spanOf(question, facts, now(ctx))
  const totals = await store.findErrorTotals(ctx, classId, time)
  const errors = totals.errors === 0 ? [] : await store.findErrorSample(ctx, classId, time, errorsSampled)
  // Only the time since the first error can tell where it does not happen.
  const active =
    totals.errors === 0 ? time : { from: totals.firstAt, to: Math.max(totals.lastAt + 1, totals.firstAt + 60_000) }
  const attribution = await attribute(ctx, totals, errors, time)
  const { blamed } = attribution
  const found = await findSlices(ctx, classId, { errors, time, active, blamed })
  const standing = found.map((slice) => ({ ...slice, errors: Math.round(slice.share * totals.errors) }))
  const slices = standing.filter(({ share }) => share > mostOf)
  const [evidenceSpan, requests, customers, customerList] = await Promise.all([
    store.findEvidenceSpan(ctx),
    store.countAllRequests(ctx, active),
    countCustomersHit(ctx, classId, { totals, time, active, blamed, slice: slices[0] }),
    store.findAffectedCustomers(ctx, { classId, where: {}, time }, customersListed),
  ])
  const isOlderThanHistory =
    evidenceSpan !== undefined && facts.firstAt - evidenceSpan.from < historyMinutesMin * 60_000
  const minutesActive = Math.max(1, (totals.lastAt - totals.firstAt) / 60_000)
  return {
    class: { id: classId, template: messageTemplate(facts.example), example: facts.example },
    from: iso(time.from),
    to: iso(time.to),
    firstSeenAt: iso(facts.firstAt),
    lastSeenAt: iso(facts.lastAt),
    isNew: facts.firstAt >= time.from && !isOlderThanHistory,
    isOlderThanHistory,
    historySince: evidenceSpan === undefined ? null : iso(evidenceSpan.from),
    errors: totals.errors,
    ratePerMinute: totals.errors / minutesActive,
    trafficShare: requests === 0 ? 0 : Math.min(1, totals.errors / requests),
    sites: totals.sites,
    slices,
    partialSlices: standing.filter(({ share }) => share <= mostOf),
    series: await seriesOf(ctx, classId, time, blamed),
    deploy: blamed === undefined ? null : await presentBlamed(ctx, { classId, time }, blamed, attribution.hosts),
    othersConsidered: attribution.others.slice(0, 5).map(({ row, scored }) => ({
      id: row.id,
      service: row.service,
      version: row.version,
      title: row.title,
      startedAt: row.startedAt.toISOString(),
      score: scored.score,
    })),
    customers,
    customerList: customerList.map((one) => ({
      customerId: one.customerId,
      errors: one.errors,
      firstSeenAt: iso(one.firstAt),
    })),
  }
}

/** Nobody is hit who was not exposed: to the first slice, or by any event where none is found. */
async function countCustomersHit(
  ctx: Context,
  classId: string,
  found: {
    totals: store.ErrorTotals
    time: store.Span
    active: store.Span
    blamed: Suspect | undefined
    slice: ScannedSlice | undefined
  },
): Promise<Explanation['customers']> {
  const { totals, time, active, blamed, slice } = found
  const from = blamed === undefined ? active.from : Math.min(active.from, blamed.row.startedAt.getTime())
  const span = { from, to: time.to }
  const [sightings, exposed] = await Promise.all([
    store.findSightings(ctx, classId, time),
    slice === undefined && blamed === undefined
      ? store.countCustomers(ctx, span)
      : store.countExposed(ctx, slice?.where ?? {}, span, blamed && updatedHosts(blamed)),
  ])
  const seen = totals.customers
  const atMost = Math.max(exposed, seen)
  return { seen, exposed: atMost, estimated: Math.max(Math.min(chao1(sightings), atMost), seen) }
}

const iso = (at: number): string => new Date(at).toISOString()

function spanOf(question: ExplanationQuestion, facts: store.ClassFacts, at: Date): store.Span {
  const to = question.to === undefined ? at : new Date(question.to)
  const usual = Math.max(facts.firstAt - hour, to.getTime() - 24 * hour)
  const from = question.from ?? new Date(Math.min(usual, to.getTime() - hour))
  const time = timeOf({ from, to }, at)
  return { from: time.from.getTime(), to: time.to.getTime() }
}

/** Asks of every deploy of the hours before the first error whether its roll-out explains the hosts. */
async function attribute(
  ctx: Context,
  totals: store.ErrorTotals,
  errors: readonly store.SampledRow[],
  time: store.Span,
): Promise<Attribution> {
  if (errors.length === 0) return { blamed: undefined, others: [], hosts: new Set() }
  const [{ items: rows }, trafficShares] = await Promise.all([
    findDeploys(ctx, {
      from: new Date(totals.firstAt - candidateHours * hour),
      to: new Date(totals.firstAt + 60_000),
      limit: candidateDeploysMax,
    }),
    store.findTrafficShares(ctx, totals.services, { from: Math.min(time.from, totals.firstAt - hour), to: time.to }),
  ])
  const hosts = await findRollOutHosts(
    ctx,
    rows.map((row) => row.id),
    50_000,
  )
  const byDeploy = Map.groupBy(hosts, (host) => host.deployId)
  const candidates = rows.map((row): CandidateDeploy => ({
    id: row.id,
    service: row.service,
    startedAt: row.startedAt.getTime(),
    hosts: new Map((byDeploy.get(row.id) ?? []).map(({ host, at }) => [host, at.getTime()])),
  }))
  const { blamed, scored } = attributeDeploy({
    errors: errors.map(({ host, at, fields }) => ({ host, at, customer: fields[customerField] ?? '' })),
    candidatesFrom: totals.firstAt - candidateHours * hour,
    deploys: candidates,
    trafficShares,
    from: Math.min(time.from, totals.firstAt - hour),
    to: Math.max(totals.lastAt, totals.firstAt + 60_000),
    failingServices: new Set(totals.services),
  })
  const suspects = scored.map((one): Suspect => ({
    row: rows.find((row) => row.id === one.id)!,
    candidate: candidates.find((candidate) => candidate.id === one.id)!,
    scored: one,
  }))
  return {
    blamed: suspects.find((suspect) => suspect.scored === blamed),
    others: suspects.filter((suspect) => suspect.scored !== blamed),
    hosts: new Set(trafficShares.keys()),
  }
}

const updatedHosts = ({ candidate }: Suspect): store.UpdatedHosts | undefined =>
  candidate.hosts.size === 0 ? undefined : { hosts: [...candidate.hosts.keys()], times: [...candidate.hosts.values()] }

/**
 * The slices of the errors against a sample of requests. Where a deploy is blamed, only requests on
 * hosts that it had reached are compared, and its version and hosts are no part of an answer: they
 * say when, and the deploy says that already.
 */
async function findSlices(
  ctx: Context,
  classId: string,
  found: { errors: readonly store.SampledRow[]; time: store.Span; active: store.Span; blamed: Suspect | undefined },
): Promise<ScannedSlice[]> {
  const { errors, time, active, blamed } = found
  if (errors.length === 0) return []
  const before = { from: active.from - (active.to - active.from), to: active.from }
  const reached = blamed && updatedHosts(blamed)
  const window = { from: Math.max(active.from, time.from), to: active.to }
  const [previous, onReached] = await Promise.all([
    store.findErrorSample(ctx, classId, before, errorsSampled),
    store.findRequestSample(ctx, window, requestsSampled, reached),
  ])
  const isCompared = reached !== undefined && onReached.length >= requestsMin
  const requests =
    isCompared || reached === undefined ? onReached : await store.findRequestSample(ctx, window, requestsSampled)
  const further = furtherAttributes(errors)
  const isAnswer = (name: string): boolean =>
    blamed === undefined || (name !== 'service.version' && (name !== 'host.name' || reached === undefined))
  const dimensions = [...sliceFields, ...further].filter(isAnswer)
  const rowOf = (row: store.SampledRow): string[] =>
    [...row.fields, ...further.map((name) => row.attributes[name] ?? '')].filter((_, at) =>
      isAnswer([...sliceFields, ...further][at]!),
    )
  return scanSlices({
    dimensions,
    errors: errors.map(rowOf),
    previous: previous.map(rowOf),
    requests: requests.map(rowOf),
    // Which hosts fail is explained by the deploy that is blamed; while it has reached few they prove nothing.
    clusters: (reached === undefined ? [customerField, hostField] : [customerField]).map((at) => ({
      name: sliceFields[at]!,
      errors: errors.map((row) => row.fields[at] ?? ''),
      requests: requests.map((row) => row.fields[at] ?? ''),
    })),
  })
}

/** Names of further attributes that many errors carry and that are no identifiers. */
function furtherAttributes(errors: readonly store.SampledRow[]): string[] {
  const values = new Map<string, Set<string>>()
  const counts = new Map<string, number>()
  for (const { attributes } of errors) {
    for (const [name, value] of Object.entries(attributes)) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
      values.set(name, (values.get(name) ?? new Set()).add(value))
    }
  }
  return [...counts]
    .filter(
      ([name, count]) => count >= furtherShareMin * errors.length && values.get(name)!.size <= Math.max(3, count / 3),
    )
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, furtherMax)
    .map(([name]) => name)
}

async function seriesOf(
  ctx: Context,
  classId: string,
  time: store.Span,
  blamed: Suspect | undefined,
): Promise<z.input<typeof Explanation>['series']> {
  const stepSeconds = Math.max(60, stepFor(new Date(time.from), new Date(time.to)))
  const found = await store.findErrorSeries(ctx, classId, time, stepSeconds)
  const updates = blamed === undefined ? [] : [...blamed.candidate.hosts.values()]
  const points = []
  for (let at = Math.floor(time.from / 1000 / stepSeconds) * stepSeconds; at * 1000 < time.to; at += stepSeconds) {
    const done = updates.filter((updatedAt) => updatedAt <= (at + stepSeconds) * 1000).length
    points.push({
      at: iso(at * 1000),
      errors: found.get(at) ?? 0,
      rollOutShare: updates.length === 0 ? null : done / updates.length,
    })
  }
  return { stepSeconds, points }
}

async function presentBlamed(
  ctx: Context,
  { classId, time }: { classId: string; time: store.Span },
  { row, candidate, scored }: Suspect,
  trafficHosts: ReadonlySet<string>,
): Promise<z.input<typeof BlamedDeploy>> {
  const updated = { hosts: [...candidate.hosts.keys()], times: [...candidate.hosts.values()] }
  const hosts = await store.findErrorsByHost(ctx, classId, time, updated)
  const errors = hosts.reduce((sum, host) => sum + host.errors, 0)
  const placed = hosts.reduce((sum, host) => sum + host.placed, 0)
  return {
    id: row.id,
    service: row.service,
    version: row.version,
    title: row.title,
    by: row.deployedBy,
    startedAt: row.startedAt.toISOString(),
    hosts: {
      updated: [...candidate.hosts.values()].filter((at) => at <= time.to).length,
      total: trafficHosts.union(new Set(candidate.hosts.keys())).size,
    },
    evidence: {
      hosts: hosts.map((host) => ({
        host: host.host,
        updatedAt: candidate.hosts.has(host.host) ? iso(candidate.hosts.get(host.host)!) : null,
        firstErrorAt: iso(host.firstAt),
        errors: host.errors,
      })),
      errorsOnUpdatedHosts: placed,
      errorsElsewhere: errors - placed,
      chance: scored.chance,
      sentence: sentenceFor(candidate, { errors, placed, chance: scored.chance }),
    },
  }
}

function sentenceFor(candidate: CandidateDeploy, found: { errors: number; placed: number; chance: number }): string {
  const odds = found.chance <= 0.0011 ? said`fewer than 1` : String(Math.max(1, Math.round(found.chance * 1000)))
  if (candidate.hosts.size === 0)
    return said`No hosts were reported for this roll-out. The errors begin soon after it; ${odds} in 1000 roll-outs that begin at a random time do so as well.`
  return found.placed === found.errors
    ? said`All ${found.errors} errors happened on hosts that the roll-out had reached before. Of 1000 roll-outs that begin at a random time and reach the hosts in a random order, ${odds} fit as well.`
    : said`${found.placed} of ${found.errors} errors happened on hosts that the roll-out had reached before. Of 1000 roll-outs that begin at a random time and reach the hosts in a random order, ${odds} fit as well.`
}
