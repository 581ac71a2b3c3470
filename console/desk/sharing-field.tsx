import { listTeams } from '@bellwether/contract/people.ts'
import { MultiSelect, SegmentedControl } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'
import type { Shared } from './shared-words.ts'

/** With whom somebody shares what they made, as a form asks for it. */
export interface SharingValues {
  sharing: 'nobody' | 'teams' | 'everybody'
  teamIds: string[]
}

export const sharingValuesOf = (made: Shared | null): SharingValues => ({
  sharing: made?.isForEverybody ? 'everybody' : (made?.teams.length ?? 0) > 0 ? 'teams' : 'nobody',
  teamIds: made?.teams.map(({ id }) => id) ?? [],
})

export const teamsFault = (teamIds: readonly string[], { sharing }: SharingValues): string | null =>
  sharing === 'teams' && teamIds.length === 0 ? t`Choose a team.` : null

/** As the API takes it. */
export const sharedAs = ({ sharing, teamIds }: SharingValues) => ({
  isForEverybody: sharing === 'everybody',
  teamIds: sharing === 'teams' ? teamIds : [],
})

interface SharingFieldProps {
  sharing: GetInputPropsReturnType
  teamIds: GetInputPropsReturnType
}

export function SharingField({ sharing, teamIds }: SharingFieldProps) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <SegmentedControl
        aria-label={t`Who sees it`}
        data={[
          { value: 'nobody', label: t`Only I see it` },
          { value: 'teams', label: t`Teams` },
          { value: 'everybody', label: t`Everybody` },
        ]}
        {...sharing}
      />
      {sharing.value === 'teams' && (
        <MultiSelect label={t`Teams`} data={teams.map(({ id, name }) => ({ value: id, label: name }))} {...teamIds} />
      )}
    </div>
  )
}
