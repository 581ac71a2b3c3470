import { listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from './call.query.ts'

interface TeamPerson {
  readonly id: string
  readonly name: string
}

/** Everybody in a team, each once, by name. */
export function useTeamPeople(isOn = true): TeamPerson[] {
  const teams = useQuery({ ...ask(listTeams), enabled: isOn }).data?.items ?? []
  const people = new Map(teams.flatMap((team) => team.people.map(({ id, name }) => [id, { id, name }] as const)))
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}

/** By their id the name of somebody in a team; undefined for everybody else. */
export function useNameOf(): (id: string) => string | undefined {
  const people = useTeamPeople()
  return (id) => people.find((person) => person.id === id)?.name
}
