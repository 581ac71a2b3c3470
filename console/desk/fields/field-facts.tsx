import { listTicketFields, type Ticket } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { FieldText } from '../../ui/fields/field-text.tsx'

/** What stands in the fields of a ticket, in their order, as entries of a list of facts. */
export function FieldFacts({ values }: { values: Ticket['fields'] }) {
  const hasSome = Object.keys(values).length > 0
  const fields = useQuery({ ...ask(listTicketFields), enabled: hasSome }).data?.items ?? []
  return fields
    .filter(({ key }) => values[key] !== undefined)
    .map(({ key, name, kind }) => (
      <div key={key}>
        <dt>{name}</dt>
        <dd>
          <FieldText value={values[key]} kind={kind} />
        </dd>
      </div>
    ))
}
