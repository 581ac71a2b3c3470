import { z } from 'zod'

/** What an actor may do. Everyone on staff may answer tickets; a few rights are kept for administrators. */
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
  'mail.read',
  'mail.write',
  'mail.outgoing',
  'people.read',
  'people.write',
  'installation.write',
])
export type Permission = z.infer<typeof Permission>

export const Role = z.enum(['staff', 'administrator'])
export type Role = z.infer<typeof Role>

const keptForAdministrators: readonly Permission[] = [
  'mail.outgoing',
  'people.write',
  'installation.write',
  'pager.write',
]

export const permissionsOf = (role: Role): Permission[] =>
  Permission.options.filter((permission) => role === 'administrator' || !keptForAdministrators.includes(permission))
