import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { cleanInput } from '../../platform/http/clean-input.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { updateSource } from '../alerts/alert.store.ts'
import { getSource } from '../alerts/sources.ts'
import { readWebhookEvent, type WrittenMapping } from './mapping.rules.ts'

/** Where in the JSON of a webhook stands what an alert says. */
export async function getMapping(ctx: Context, sourceId: string): Promise<{ mapping: WrittenMapping | null }> {
  allow(ctx, 'pager.read')
  const { mapping } = await getSource(ctx, sourceId)
  return { mapping }
}

/** Says where it stands, or that everything is looked for by itself. */
export async function setMapping(ctx: Context, sourceId: string, { mapping }: { mapping: WrittenMapping | null }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { name } = await getSource(ctx, sourceId)
    await updateSource(ctx, sourceId, { mapping: mapping && JSON.stringify(mapping) })
    await recordAudit(ctx, {
      action: 'pager.set-mapping',
      about: { module: 'pager', id: sourceId },
      detail: { name, mapping },
    })
    return { mapping }
  })
}

/** What a sample would say by a mapping; nothing is done. */
export async function tryMapping(
  ctx: Context,
  sourceId: string,
  { mapping, sample }: { mapping: WrittenMapping | null; sample: string },
) {
  allow(ctx, 'pager.read')
  const { name } = await getSource(ctx, sourceId)
  const read = readWebhookEvent(parsed(sample), { mapping, sourceName: name })
  if (!read) throw wrongSample(said`This says nothing: a webhook sends an object with something in it.`)
  const { action, title, key, severity, body } = read.event
  return { action, title, key, severity, body, missed: [...read.missed] }
}

function parsed(sample: string): unknown {
  try {
    return cleanInput(JSON.parse(sample))
  } catch {
    throw wrongSample(said`This is no JSON.`)
  }
}

const wrongSample = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/sample', detail }] })
