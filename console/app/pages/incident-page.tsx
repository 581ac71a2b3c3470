import { getIncident } from '@bellwether/contract/incidents-declared.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { IncidentRoom } from '../../incidents/declared/incident-room.tsx'
import { Loaded } from '../../ui/loaded.tsx'

const page = getRouteApi('/signed-in/incidents/$id')

export function IncidentPage() {
  const { id } = page.useParams()
  const incident = useQuery(ask(getIncident, { params: { id } }))
  return (
    <Loaded query={incident} rows={14}>
      {(loaded) => <IncidentRoom key={loaded.id} incident={loaded} />}
    </Loaded>
  )
}
