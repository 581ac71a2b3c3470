import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import type { Intake } from './start-intake.ts'

/** Takes a body of NDJSON, gzip or not; answers when every event of it is on disk. */
export async function acceptEvents(
  ctx: Context,
  intake: Intake,
  body: { stream: Readable; headers: IncomingHttpHeaders },
): ReturnType<Intake['accept']> {
  allow(ctx, 'evidence.write')
  return intake.accept(body.stream, body.headers)
}
