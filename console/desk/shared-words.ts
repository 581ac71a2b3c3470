import type { OwnView } from '@bellwether/contract/desk.ts'
import { t } from '../ui/words.ts'

export type Shared = Pick<OwnView, 'isForEverybody' | 'teams'>

/** With whom it is shared, behind whose it is. */
export const sharedWords = ({ isForEverybody, teams }: Shared): string => {
  if (isForEverybody) return t`, for everybody`
  return teams.length === 0 ? '' : t`, for ${teams.map(({ name }) => name).join(', ')}`
}
