import { z } from 'zod'

/** What an actor may do. Everyone on staff may answer tickets; only the last three are kept for few. */
export const Permission = z.enum([
  'customers.read',
  'customers.write',
  'desk.read',
  'desk.write',
  'evidence.read',
  'evidence.write',
  'signals.read',
  'incidents.read',
  'incidents.write',
  'pager.read',
  'pager.acknowledge',
  'pager.write',
  'mail.write',
  'people.write',
  'installation.write',
])
export type Permission = z.infer<typeof Permission>

export const Role = z.enum(['staff', 'administrator'])
export type Role = z.infer<typeof Role>

const keptForAdministrators: readonly Permission[] = ['people.write', 'installation.write', 'pager.write']

export const permissionsOf = (role: Role): Permission[] =>
  Permission.options.filter((permission) => role === 'administrator' || !keptForAdministrators.includes(permission))
