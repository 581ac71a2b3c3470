import { type RawBuilder, sql } from 'kysely'

/** Who reads what people made and share, as far as it is shared with them. */
export interface Reader {
  readonly personId: string
  readonly teamIds: readonly string[]
}

/** What somebody made, or what is shared with them. */
export const sharedWith = ({ personId, teamIds }: Reader): RawBuilder<boolean> =>
  sql`(owner_id = ${personId} or is_for_everybody or team_ids && ${teamIds}::uuid[])`
