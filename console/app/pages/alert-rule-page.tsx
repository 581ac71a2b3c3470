import { type AlertRule, getAlertRule } from '@bellwether/contract/signals.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { conditionOf, whereOf } from '../../evidence/event-conditions.ts'
import type { EvidenceView } from '../../evidence/evidence-view.ts'
import { FilterBar } from '../../evidence/filter-bar.tsx'
import { RuleForm } from '../../signals/alert-rules/rule-form.tsx'
import { type ChosenEvents, eventsFor, firstValues } from '../../signals/alert-rules/rule-values.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

const newPage = getRouteApi('/signed-in/signals/rules/new')
const page = getRouteApi('/signed-in/signals/rules/$id')

/** A rule that nobody saved yet, which an address may have begun. */
export function NewAlertRulePage() {
  const { kind = firstValues.kind, where = [], errors = false } = newPage.useSearch()
  const events = { where, errors: errors || where.length === 0 }
  return (
    <PageFrame title={t`New alert rule`} actions={<Link to="/signals/rules">{t`Alert rules`}</Link>}>
      <Form rule={null} first={{ ...firstValues, kind, events: eventsFor(kind, events) }} />
    </PageFrame>
  )
}

export function AlertRulePage() {
  const { id } = page.useParams()
  const rule = useQuery(ask(getAlertRule, { params: { id } }))
  return (
    <PageFrame title={rule.data?.name ?? t`Alert rule`} actions={<Link to="/signals/rules">{t`Alert rules`}</Link>}>
      <Loaded query={rule}>{(loaded) => <Form key={loaded.version} rule={loaded} first={firstValues} />}</Loaded>
    </PageFrame>
  )
}

function Form({ rule, first }: { rule: AlertRule | null; first: typeof firstValues }) {
  const navigate = useNavigate()
  return (
    <RuleForm
      rule={rule}
      first={first}
      words={{ conditionOf, whereOf }}
      filter={(chosen, onChange) => <Filter chosen={chosen} onChange={onChange} />}
      onClose={() => void navigate({ to: '/signals/rules' })}
    />
  )
}

/** The same filters as those of the evidence. */
function Filter({ chosen, onChange }: { chosen: ChosenEvents; onChange: (chosen: ChosenEvents) => void }) {
  const view: EvidenceView = { from: '', to: '', tab: 'events', where: chosen.where ?? [], errors: chosen.errors }
  return (
    <FilterBar
      view={view}
      onView={({ where = chosen.where, errors = chosen.errors }) => onChange({ where, errors })}
      customerKeys={[]}
    />
  )
}
