import { Readable } from 'node:stream'
import { acceptEvents } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { targetOf } from './target.rules.ts'
import type { Looked } from './look.store.ts'

/** Makes events of what was seen. That the evidence takes nothing in at the moment keeps nobody from being paged. */
export async function tellEvidence(ctx: Context, looked: readonly Looked[]): Promise<void> {
  const lines = looked.map((one) => `${JSON.stringify(eventOf(one))}\n`)
  try {
    await acceptEvents(ctx, ctx.probing.intake, { stream: Readable.from([Buffer.from(lines.join(''))]), headers: {} })
  } catch (error) {
    ctx.log.warn({ error: String(error), looks: looked.length }, 'what probes saw is not in the evidence')
  }
}

function eventOf({ probe, location, at, outcome }: Looked): Record<string, unknown> {
  const { error, durationMs, statusCode } = outcome
  return {
    timestamp: at.toISOString(),
    kind: 'probe',
    severity_text: error === null ? 'INFO' : 'ERROR',
    'host.name': location,
    'probe.id': probe.id,
    'probe.name': probe.name,
    duration_ms: durationMs,
    'service.name': probe.service || 'prober',
    ...placeOf(probe),
    // One that is expected makes no error of what is none.
    ...(statusCode === null || (error === null && statusCode >= 500)
      ? {}
      : { 'http.response.status_code': statusCode }),
    ...(error === null ? {} : { 'error.message': error }),
  }
}

function placeOf({ check, site }: Looked['probe']): Record<string, string> {
  const { host } = targetOf(check)
  if (check.kind !== 'http') return { site: site || host }
  return { site: site || host, 'http.request.method': check.method, 'url.path': new URL(check.url).pathname }
}
