import type { ColumnType, Generated } from 'kysely'
import type { Erasure, ErasureStage } from '@bellwether/contract/privacy.ts'
import type { PersonAtCustomer } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'

/** How far a search through all tables is: which table is next, and from which of its pages. */
export interface Place {
  readonly table: string
  readonly page: number
}

export type PrivacyTables = {
  'privacy.erasures': {
    id: Generated<string>
    askedAt: Date
    askedBy: string
    person: ColumnType<PersonAtCustomer | null, string, null>
    digests: string[]
    stage: Generated<ErasureStage>
    place: ColumnType<Place | null, never, string | null>
    erased: ColumnType<Erasure['erased'], string, string>
    trouble: Generated<string | null>
    finishedAt: ColumnType<Date | null, never, Date>
    proof: ColumnType<Erasure['proof'], never, string>
  }
}

export const privacyDb = (ctx: Context) => ctx.db.withTables<PrivacyTables>()
