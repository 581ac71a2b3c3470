import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { Instant } from '@bellwether/contract/paging.ts'
import { badInput, notFound, tooLarge } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findDeploy, insertRollOutHosts } from './deploy.store.ts'

const bytesMax = 8 << 20
const hostsAtOnce = 1000
const HostLine = z.object({ host: z.string().min(1).max(200), at: Instant })

/** Records which hosts run a deploy since when; a host that is named again keeps its first time. */
export async function recordRollOut(
  ctx: Context,
  deployId: string,
  hosts: readonly { host: string; at: Date }[],
): Promise<{ accepted: number }> {
  allow(ctx, 'evidence.write')
  return inTransaction(ctx, async (ctx) => {
    if (!(await findDeploy(ctx, deployId))) throw new Problem(notFound, 'There is no such deploy.')
    for (let at = 0; at < hosts.length; at += hostsAtOnce) {
      await insertRollOutHosts(ctx, deployId, hosts.slice(at, at + hostsAtOnce))
    }
    const detail = { hosts: hosts.length }
    await recordAudit(ctx, { action: 'evidence.record-roll-out', about: { module: 'evidence', id: deployId }, detail })
    return { accepted: hosts.length }
  })
}

/** Records a roll-out from a body of NDJSON, gzip or not: all of its lines or none. */
export async function acceptRollOut(
  ctx: Context,
  deployId: string,
  { stream, headers }: { stream: Readable; headers: IncomingHttpHeaders },
): Promise<{ accepted: number }> {
  allow(ctx, 'evidence.write')
  return recordRollOut(ctx, deployId, await readRollOut(stream, headers))
}

/** Reads the hosts of a roll-out; throws a problem that names every bad line. */
async function readRollOut(stream: Readable, headers: IncomingHttpHeaders): Promise<{ host: string; at: Date }[]> {
  const chunks: Buffer[] = []
  let bytes = 0
  const source = headers['content-encoding'] === 'gzip' ? stream.pipe(createGunzip()) : stream
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > bytesMax) throw new Problem(tooLarge, 'A roll-out of more than 8 MB; send it in parts.')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(badInput, 'The body is damaged or not complete. Nothing was accepted: send it again.')
  }
  const errors: { pointer: string; detail: string }[] = []
  const hosts = new Map<string, Date>()
  for (const [at, line] of Buffer.concat(chunks).toString().split('\n').entries()) {
    if (line.trim() === '') continue
    const read = parseLine(line)
    if (typeof read === 'string') errors.push({ pointer: `/${at + 1}`, detail: read })
    else if (!hosts.has(read.host)) hosts.set(read.host, new Date(read.at))
  }
  if (errors.length > 0) {
    throw new Problem(badInput, 'Nothing was accepted: some lines are not right.', { errors: errors.slice(0, 100) })
  }
  return [...hosts].map(([host, at]) => ({ host, at }))
}

function parseLine(line: string): z.output<typeof HostLine> | string {
  try {
    const read = HostLine.safeParse(JSON.parse(line))
    return read.success ? read.data : 'A line must be {"host": "...", "at": "<ISO 8601 instant>"}.'
  } catch {
    return 'This is not JSON.'
  }
}
