import type { Readable } from 'node:stream'
import { z } from 'zod'
import { Instant } from '@bellwether/contract/paging.ts'
import { badInput, notFound, tooLarge } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { now, type Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { collectBody } from '../intake/collect-body.ts'
import { plainBytes, TooLong } from '../intake/read-events.ts'
import { findDeploy, insertRollOutHosts } from './deploy.store.ts'
import { readReportedTime } from './reported-time.rules.ts'

const bytesMax = 8 << 20
const hostsAtOnce = 1000
const refusedMax = 100
const HostLine = z.object({ host: z.string().min(1).max(200), at: Instant })

export interface RecordedRollOut {
  readonly accepted: number
  /** Hosts whose clock is ahead; they got the time of receipt. */
  readonly corrected: number
  /** The first 100 lines that were not kept. */
  readonly refused: readonly { line: number; pointer: string; detail: string }[]
  readonly refusedCount: number
}

interface ReportedHost {
  readonly host: string
  readonly at: Date
}

/** Records which hosts run a deploy since when; a host that is named again keeps its first time. */
export async function recordRollOut(
  ctx: Context,
  deployId: string,
  hosts: readonly ReportedHost[],
): Promise<{ accepted: number; corrected: number }> {
  allow(ctx, 'evidence.write')
  const kept = new Map<string, Date>()
  let corrected = 0
  for (const { host, at } of hosts) {
    const time = readReportedTime(at, now(ctx), 'at')
    if ('detail' in time || kept.has(host)) continue
    if (time.reported !== undefined) corrected += 1
    kept.set(host, time.at)
  }
  const rows = [...kept].map(([host, at]) => ({ host, at }))
  return inTransaction(ctx, async (ctx) => {
    if (!(await findDeploy(ctx, deployId))) throw new Problem(notFound, said`There is no such deploy.`)
    for (let at = 0; at < rows.length; at += hostsAtOnce) {
      await insertRollOutHosts(ctx, deployId, rows.slice(at, at + hostsAtOnce))
    }
    const detail = { hosts: rows.length }
    await recordAudit(ctx, { action: 'evidence.record-roll-out', about: { module: 'evidence', id: deployId }, detail })
    return { accepted: rows.length, corrected }
  })
}

/** Records a roll-out from a body of NDJSON, gzip or not: its good lines, saying the others. */
export async function acceptRollOut(
  ctx: Context,
  deployId: string,
  { stream }: { stream: Readable },
): Promise<RecordedRollOut> {
  allow(ctx, 'evidence.write')
  const { hosts, refused } = readHosts(await readBody(stream), now(ctx))
  if (hosts.length === 0 && refused.length > 0) {
    const errors = refused
      .slice(0, refusedMax)
      .map(({ line, pointer, detail }) => ({ pointer: `/${line}${pointer}`, detail }))
    throw new Problem(badInput, said`Nothing was accepted: no line is right.`, { errors })
  }
  const recorded = await recordRollOut(ctx, deployId, hosts)
  return { ...recorded, refused: refused.slice(0, refusedMax), refusedCount: refused.length }
}

async function readBody(stream: Readable): Promise<string> {
  const body = await collectBody(stream, () => undefined)
  try {
    const plain = plainBytes(body, bytesMax)
    if (plain.length > bytesMax) throw new TooLong()
    return plain.toString()
  } catch (error) {
    if (error instanceof TooLong) throw new Problem(tooLarge, said`A roll-out of more than 8 MB; send it in parts.`)
    throw new Problem(badInput, said`The body is damaged or not complete. Nothing was accepted: send it again.`)
  }
}

function readHosts(text: string, receivedAt: Date): { hosts: ReportedHost[]; refused: RecordedRollOut['refused'] } {
  const refused: { line: number; pointer: string; detail: string }[] = []
  const hosts: ReportedHost[] = []
  for (const [at, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const read = parseLine(line)
    if (typeof read === 'string') {
      refused.push({ line: at + 1, pointer: '', detail: read })
      continue
    }
    const host = { host: read.host, at: new Date(read.at) }
    const time = readReportedTime(host.at, receivedAt, 'at')
    if ('detail' in time) refused.push({ line: at + 1, pointer: '/at', detail: time.detail })
    else hosts.push(host)
  }
  return { hosts, refused }
}

function parseLine(line: string): z.output<typeof HostLine> | string {
  try {
    const read = HostLine.safeParse(JSON.parse(line))
    return read.success ? read.data : said`A line must be {"host": "...", "at": "<ISO 8601 instant>"}.`
  } catch {
    return said`This is not JSON.`
  }
}
