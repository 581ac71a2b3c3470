import type { IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { said } from '@bellwether/contract/said.ts'
import { signalTitle } from '@bellwether/contract/signal-title.ts'
import { ticketRefs } from '../../desk/desk.ts'
import { pagesOf } from '../../pager/pager.ts'
import type { Context } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { signalsById } from '../../signals/signals.ts'
import { findReportTitles } from '../report.store.ts'

/** For verbs: what each of these is called, by its id; what does not exist is left out. */
export async function nameParts(ctx: Context, parts: readonly IncidentPart[]): Promise<Map<string, string>> {
  const idsOf = (kind: IncidentPart['kind']) => parts.filter((part) => part.kind === kind).map(({ id }) => id)
  const reports = await findReportTitles(ctx, idsOf('report'))
  const tickets = await ticketRefs(asPart(ctx), idsOf('ticket'))
  const signals = await signalsById(asPart(ctx), idsOf('signal'))
  const pages = await pagesOf(asPart(ctx), { ids: idsOf('page'), about: [] })
  return new Map([
    ...reports.map(({ id, number, title }) => [id, title || said`Trouble report R${number}`] as const),
    ...tickets.map(({ id, number, subject }) => [id, subject || said`Ticket #${number}`] as const),
    ...signals.map((signal) => [signal.id, signalTitle(signal)] as const),
    ...pages.map(({ id, title }) => [id, title] as const),
  ])
}
