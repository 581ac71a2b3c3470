/**
 * What a process does. `web` answers people and programs, `worker` does what was queued and looks again and again,
 * `intake` takes in mail and evidence. One process does all of it unless it is told otherwise.
 */
export const roles = ['web', 'worker', 'intake'] as const
export type Role = (typeof roles)[number]

/** Reads `web,worker`; throws in words what it does not understand. */
export function readRoles(text: string | undefined): ReadonlySet<Role> {
  if (text === undefined) return new Set(roles)
  const asked = text.split(/[\s,]+/).filter((one) => one !== '')
  const known = asked.filter((one): one is Role => roles.includes(one as Role))
  const unknown = asked.filter((one) => !roles.includes(one as Role))
  if (unknown.length > 0 || known.length === 0)
    throw new Error(`--roles takes some of ${roles.join(', ')}, with commas between them, not "${text}".`)
  return new Set(known)
}

/** Whether files and evidence are where other processes reach them; a process with some of the roles may do without evidence. */
export const areStoresShared = (
  which: ReadonlySet<Role>,
  settings: { FILES_URL?: unknown; CLICKHOUSE_URL?: string | undefined },
): boolean => Boolean(settings.FILES_URL) && (which.size < roles.length || settings.CLICKHOUSE_URL !== undefined)

/** Processes that share the work share its stores: what lies in the folder of one is out of the others' reach. */
export function requireSharedStores(
  which: ReadonlySet<Role>,
  settings: { DATABASE_URL?: string | undefined; FILES_URL?: unknown },
): void {
  if (which.size === roles.length) return
  const missing = (['DATABASE_URL', 'FILES_URL'] as const).filter((name) => !settings[name])
  if (missing.length > 0)
    throw new Error(`A process with some of the roles shares its stores with others: set ${missing.join(' and ')}.`)
}
