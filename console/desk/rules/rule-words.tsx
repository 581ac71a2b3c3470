import { listTicketFields, type Rule, type RuleAct } from '@bellwether/contract/desk.ts'
import type { FieldValue } from '@bellwether/contract/field-shapes.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useNameOf } from '../../team-people.ts'
import { writtenValue } from '../../ui/fields/written-value.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t, translated } from '../../ui/words.ts'
import { ConditionWords } from '../views/own-view-words.tsx'

/** What a rule follows, as people choose it. */
export const eventNames: Readonly<Record<RuleEvent, string>> = {
  opened: t`A ticket comes`,
  'customer-wrote': t`A customer writes again`,
  'came-back': t`A team answers or declines`,
  breached: t`A due time is missed`,
}

/** What a rule asks and does, in one sentence. */
export function RuleWords({ rule: { event, where, acts } }: { rule: Rule }) {
  const isEvery = 'and' in where && where.and.length === 0
  return (
    <>
      {eventNames[event]}
      {!isEvery && <> {tx`and ${<ConditionWords where={where} />}`}</>}:{' '}
      {acts.map((act, at) => (
        <span key={at}>
          {at > 0 && ', '}
          <ActWords act={act} />
        </span>
      ))}
      .
    </>
  )
}

/** What is done to a ticket, in words. */
export function ActWords({ act }: { act: RuleAct }) {
  const known = useNameOf()
  const nameOf = (id: string): string => known(id) ?? t`somebody who is in no team`
  if (act.kind === 'tag') return t`add ${act.add.join(', ')}`
  if (act.kind === 'prioritize') return t`${translated(act.priority)} priority`
  if (act.kind === 'set-fields') return <FieldValuesWords values={act.values} />
  if (act.kind === 'give') return t`give it to ${nameOf(act.to)}`
  if (act.kind === 'remove') return t`move it to ${act.into === 'spam' ? t`spam` : t`the trash`}`
  const whom = act.among.length === 0 ? t`support` : act.among.map(nameOf).join(', ')
  return act.by === 'turn'
    ? t`give it to ${whom} in turn, whoever is on call`
    : t`give it to whoever of ${whom} is on call and has the fewest open`
}

function FieldValuesWords({ values }: { values: Readonly<Record<string, FieldValue>> }) {
  const fields = useQuery(ask(listTicketFields)).data?.items ?? []
  const named = Object.entries(values).map(
    ([key, value]) => `${fields.find((field) => field.key === key)?.name ?? key} “${writtenValue(value)}”`,
  )
  return t`write ${named.join(', ')}`
}
