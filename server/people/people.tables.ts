import type { ColumnType, Generated } from 'kysely'
import type { Language } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import type { Context } from '../platform/context.ts'

export type PeopleTables = {
  'people.people': {
    id: Generated<string>
    name: string
    email: string
    timeZone: string
    language: Generated<Language>
    passwordHash: string | null
    createdAt: Date
    deactivatedAt: Date | null
  }
  'people.roles': {
    id: Generated<string>
    slug: string
    name: string
    permissions: Permission[]
    isBuiltIn: boolean
  }
  'people.personRoles': { personId: string; roleId: string }
  'people.teams': {
    id: Generated<string>
    slug: string
    name: string
    /** Then nobody is in it, and its name stays on what it did. */
    dissolvedAt: ColumnType<Date | null, never, Date>
  }
  'people.teamPeople': { teamId: string; personId: string }
  'people.sessions': {
    id: Generated<string>
    tokenHash: Buffer
    personId: string
    createdAt: Date
    expiresAt: Date
    lastUsedAt: Date | null
    userAgent: string
  }
  'people.signInLinks': { tokenHash: Buffer; personId: string; expiresAt: Date; usedAt: Date | null }
  'people.apiTokens': {
    id: Generated<string>
    name: string
    tokenHash: Buffer
    permissions: Permission[]
    createdAt: Date
    lastUsedAt: Date | null
    revokedAt: Date | null
    /** null for tokens of the command line. */
    createdBy: string | null
    actsForMaker: boolean
  }
}

export const peopleDb = ({ db }: Pick<Context, 'db'>) => db.withTables<PeopleTables>()
