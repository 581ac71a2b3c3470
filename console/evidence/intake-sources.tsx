import { type IntakeSource, listRejections } from '@bellwether/contract/evidence.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { countOf } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'

/** Who sends evidence, and how much of it is understood. */
export function IntakeSources() {
  const sources = useQuery(ask(listRejections, { query: { limit: 1 } }))
  return (
    <Sheet title="Sources" about="What each token or person sent in the last 7 days, and what its events do not say.">
      <Loaded query={sources}>
        {({ sources }) =>
          sources.length === 0 ? (
            <EmptyState icon="evidence" title="Nothing was sent in the last 7 days" isCompact>
              Send lines of JSON to <code>POST /api/evidence/events</code> with a token that may write evidence.
            </EmptyState>
          ) : (
            <DataTable<IntakeSource>
              label="Sources of evidence"
              isStackedWhenNarrow
              rows={sources}
              keyOf={(source) => `${source.name} ${source.lastAt}`}
              columns={[
                { head: 'Source', cell: (source) => source.name },
                { head: 'Last', cell: (source) => <Moment at={source.lastAt} /> },
                { head: 'Kept', cell: (source) => countOf(source.accepted) },
                { head: 'Refused', cell: (source) => countOf(source.refused) },
                { head: 'Clock ahead', cell: (source) => countOf(source.corrected) },
                { head: 'Without service', cell: (source) => countOf(source.notUnderstood.service) },
                { head: 'Without instant', cell: (source) => countOf(source.notUnderstood.instant) },
                { head: 'Without status or level', cell: (source) => countOf(source.notUnderstood.status) },
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  )
}
