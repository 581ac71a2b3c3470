import { type IntakeSource, listRejections } from '@bellwether/contract/evidence.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { countOf } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

/** Who sends evidence, and how much of it is understood. */
export function IntakeSources() {
  const sources = useQuery(ask(listRejections, { query: { limit: 1 } }))
  return (
    <Sheet
      title={t`Sources`}
      about={t`What each token or person sent in the last 7 days, and what its events do not say.`}
    >
      <Loaded query={sources}>
        {({ sources }) =>
          sources.length === 0 ? (
            <EmptyState icon="evidence" title={t`Nothing was sent in the last 7 days`} isCompact>
              {tx`Send lines of JSON to ${<code>POST /api/evidence/events</code>} with a token that may write evidence.`}
            </EmptyState>
          ) : (
            <DataTable<IntakeSource>
              label={t`Sources of evidence`}
              isStackedWhenNarrow
              rows={sources}
              keyOf={(source) => `${source.name} ${source.lastAt}`}
              columns={[
                { head: t`Source`, cell: (source) => source.name },
                { head: t`Last`, cell: (source) => <Moment at={source.lastAt} /> },
                { head: t`Kept`, cell: (source) => countOf(source.accepted) },
                { head: t`Refused`, cell: (source) => countOf(source.refused) },
                { head: t`Clock ahead`, cell: (source) => countOf(source.corrected) },
                { head: t`Without service`, cell: (source) => countOf(source.notUnderstood.service) },
                { head: t`Without instant`, cell: (source) => countOf(source.notUnderstood.instant) },
                { head: t`Without status or level`, cell: (source) => countOf(source.notUnderstood.status) },
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  )
}
