import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { acceptEvents as contract } from '@bellwether/contract/evidence.ts'
import { badInput, tooLarge } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import type { Intake } from './start-intake.ts'
import type { Accepted } from './read-events.ts'

/**
 * Takes a body of NDJSON, gzip or not; answers when every good line of it is on disk. Bad lines are
 * said, kept for whoever looks, and hold nothing up; throws when there is no good one among them.
 */
export async function acceptEvents(
  ctx: Context,
  intake: Intake,
  body: { stream: Readable; headers: IncomingHttpHeaders },
): Promise<z.input<(typeof contract)['answer']>> {
  allow(ctx, 'evidence.write')
  const read = await intake.accept(body.stream, body.headers)
  intake.tally.add(ctx, read)
  if (read.accepted === 0 && read.refusedCount > 0) throw problemOf(read)
  const { accepted, corrected, refusedCount, notUnderstood } = read
  const refused = read.refused.map(({ text: _, ...line }) => line)
  return { accepted, corrected, refused, refusedCount, notUnderstood }
}

function problemOf({ refused, refusedCount, tooLongCount }: Accepted): Problem {
  const errors = refused.map(({ line, pointer, detail }) => ({ pointer: `/${line}${pointer}`, detail }))
  const kind = tooLongCount === refusedCount ? tooLarge : badInput
  return new Problem(kind, said`Nothing was accepted: no line is right.`, { errors })
}
