import type { RotaHole } from '@bellwether/contract/pager.ts'
import { isUnmeant } from '../hole-text.ts'
import type { Span } from './override-form.tsx'

/** The gaps that are closed every week and nothing else, by their beginnings. */
export function closedOf(gaps: readonly Span[], holes: readonly RotaHole[]): ReadonlySet<string> {
  const spansOf = (isWanted: (hole: RotaHole) => boolean): Span[] =>
    holes.filter(isWanted).flatMap(({ spans }) => spans)
  const [hours, unmeant] = [spansOf(({ kind, why }) => kind === 'gap' && why === 'hours'), spansOf(isUnmeant)]
  const meets = (gap: Span, spans: readonly Span[]): boolean =>
    spans.some(({ startsAt, endsAt }) => startsAt < gap.endsAt && gap.startsAt < endsAt)
  return new Set(gaps.filter((gap) => meets(gap, hours) && !meets(gap, unmeant)).map(({ startsAt }) => startsAt))
}
