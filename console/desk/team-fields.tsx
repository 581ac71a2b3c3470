import type { Team } from '@bellwether/contract/people.ts'
import { Select, type SelectProps } from '@mantine/core'
import { t } from '../ui/words.ts'

interface TeamFieldsProps {
  teams: readonly (Team & { people: readonly { id: string; name: string }[] })[]
  /** Ids of teams that cannot be chosen, since they are asked already. */
  asked: readonly string[]
  team: SelectProps
  person: SelectProps
}

/** Who is asked: a team, or somebody in it. */
export function TeamFields({ teams, asked, team, person }: TeamFieldsProps) {
  const chosen = teams.find(({ id }) => id === team.value)
  return (
    <>
      <Select
        label={t`Team`}
        placeholder={t`Who can answer this?`}
        data={teams.map(({ id, name }) => {
          const isAsked = asked.includes(id)
          return { value: id, label: isAsked ? t`${name} (asked already)` : name, disabled: isAsked }
        })}
        required
        data-autofocus
        {...team}
        onChange={(value, option) => {
          person.onChange?.(null, { value: '', label: '' })
          team.onChange?.(value, option)
        }}
      />
      {chosen !== undefined && chosen.people.length > 0 && (
        <Select
          label={t`Somebody in it`}
          placeholder={t`anybody in the team`}
          data={chosen.people.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          {...person}
        />
      )}
    </>
  )
}
