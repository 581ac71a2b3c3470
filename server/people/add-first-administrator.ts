import { alreadySetUp } from '@bellwether/contract/installation.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { rolesBySlug } from './directory.ts'
import { writeBuiltInRoles } from './keep-built-in-roles.ts'
import { replaceRolesOf } from './role.store.ts'
import { insertPerson, insertTeam, replaceTeamsOf } from './people.store.ts'

export interface FirstAdministrator {
  readonly name: string
  readonly email: string
  readonly timeZone: string
  /** null for one who signs in by link alone. */
  readonly passwordHash: string | null
}

/** Makes the support team with the first person in it, who may do everything. Returns the id of the person. */
export async function addFirstAdministrator(ctx: Context, person: FirstAdministrator): Promise<string> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const personId = await insertPerson(ctx, person)
    const team = await insertTeam(ctx, { slug: 'support', name: 'Support' })
    if (!personId || !team) throw new Problem(alreadySetUp)
    await replaceTeamsOf(ctx, personId, [team.id])
    // The end of a demo erases the roles with everything else.
    await writeBuiltInRoles(ctx)
    await replaceRolesOf(ctx, personId, await rolesBySlug(ctx, ['administrator']))
    await recordAudit(ctx, { action: 'people.add-person', about: { module: 'people', id: personId } })
    return personId
  })
}
