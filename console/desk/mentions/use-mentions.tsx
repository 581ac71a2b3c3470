import { getMe, listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useTeamPeople } from '../../team-people.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import type { Offer } from '../offers/use-offers.tsx'
import { type Mentionable, mentionablesFor, mentionAt } from './begun-mention.rules.ts'

/** Everybody in a team but whoever writes, and the teams. */
function useMentionables(isOn: boolean): readonly Mentionable[] {
  const me = useQuery({ ...ask(getMe), enabled: isOn }).data?.person.id
  const teams = useQuery({ ...ask(listTeams), enabled: isOn }).data?.items ?? []
  const others = useTeamPeople(isOn).filter(({ id }) => id !== me)
  return [
    ...others.map((person) => ({ ...person, isTeam: false })),
    ...teams.map(({ id, name }) => ({ id, name, isTeam: true })),
  ]
}

/** Whom `@` may mention while it is written. */
export function useMentions(isOn: boolean): Offer<Mentionable> | null {
  const mentionables = useMentionables(isOn)
  if (!isOn) return null
  return {
    label: t`Whom to mention`,
    begunAt: mentionAt,
    offersFor: (begun) => mentionablesFor(begun, mentionables),
    show: ({ name, isTeam }) => (
      <>
        <Icon name={isTeam ? 'team' : 'person'} size={14} /> {name}
      </>
    ),
    put: ({ name }) => ({ words: `@${name}`, selects: [name.length + 1, name.length + 1] }),
  }
}
