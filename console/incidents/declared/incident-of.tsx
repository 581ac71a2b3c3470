import {
  declareIncident,
  type IncidentPart,
  listIncidentParts,
  listIncidents,
} from '@bellwether/contract/incidents-declared.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useCommands } from '../../ui/command-keys.tsx'
import { useMay } from '../../use-may.ts'
import { t } from '../../ui/words.ts'
import { partCommands } from './part.commands.ts'

/** Declares an incident, or finds the one of which it is a part, and goes there. */
export function useDeclare(): { declare: (parts: readonly IncidentPart[]) => void; isBusy: boolean } {
  const navigate = useNavigate()
  const write = useWrite(declareIncident, {
    refreshes: ['/api/incidents'],
    onDone: ({ id }) => void navigate({ to: '/incidents/$id', params: { id } }),
  })
  return { declare: (parts) => write.mutate({ body: { parts: [...parts] } }), isBusy: write.isPending }
}

/** The incident of which this is a part, be it closed. */
export function useIncidentOf({ id }: IncidentPart) {
  const mayRead = useMay('incidents.read')
  return useQuery({ ...ask(listIncidents, { query: { part: id, limit: 1 } }), enabled: mayRead }).data?.items[0]
}

/** The same among those that go on: asked once for all rows of all lists. */
function useOpenIncidentOf({ id }: IncidentPart) {
  const mayRead = useMay('incidents.read')
  const parts = useQuery({ ...ask(listIncidentParts), enabled: mayRead }).data?.items
  return parts?.find((part) => part.id === id)?.incident
}

/** Leads to the incident of which this is a part, or declares one. */
export function IncidentOf({ part }: { part: IncidentPart }) {
  const { declare, isBusy } = useDeclare()
  const mayWrite = useMay('incidents.write')
  const incident = useOpenIncidentOf(part)
  if (incident !== undefined) return <IncidentLink incident={incident} />
  if (!mayWrite) return null
  return (
    <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => declare([part])}>
      {t`Declare incident`}
    </Button>
  )
}

function IncidentLink({ incident }: { incident: { id: string; number: number } }) {
  return (
    <Link to="/incidents/$id" params={{ id: incident.id }}>
      {t`Part of incident I${incident.number}`}
    </Link>
  )
}

/** The incident that goes on of which this is a part, in a line; a key declares one, or goes there. */
export function PartOfIncident({ part }: { part: IncidentPart }) {
  const navigate = useNavigate()
  const incident = useOpenIncidentOf(part)
  const { declare } = useDeclare()
  useCommands(partCommands, {
    mayDeclare: useMay('incidents.write'),
    declare: () => {
      if (incident === undefined) declare([part])
      else void navigate({ to: '/incidents/$id', params: { id: incident.id } })
    },
  })
  return incident === undefined ? null : <IncidentLink incident={incident} />
}
