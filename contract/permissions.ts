import { z } from 'zod'

/** What an actor may do; a role is a set of these. */
export const Permission = z.enum([
  'customers.read',
  'customers.write',
  'customers.configure',
  'desk.read',
  'desk.write',
  'desk.configure',
  'evidence.read',
  'evidence.write',
  'signals.read',
  'signals.write',
  'incidents.read',
  'incidents.write',
  'pager.read',
  'pager.acknowledge',
  'pager.write',
  'probes.read',
  'probes.write',
  'probes.look',
  'mail.read',
  'mail.write',
  'mail.outgoing',
  'mail.configure',
  'people.read',
  'people.write',
  'privacy.write',
  'installation.write',
  'metrics.read',
])
export type Permission = z.infer<typeof Permission>

const keptForAdministrators: readonly Permission[] = [
  'mail.outgoing',
  'mail.configure',
  'people.write',
  'privacy.write',
  'installation.write',
  'metrics.read',
  'pager.write',
  'probes.write',
  'probes.look',
  'desk.configure',
  'customers.configure',
]

/** The roles of every installation; all others are made by its administrators. An administrator may do everything. */
export const builtInRoles = {
  administrator: { name: 'Administrator', permissions: Permission.options },
  staff: {
    name: 'Staff',
    permissions: Permission.options.filter((permission) => !keptForAdministrators.includes(permission)),
  },
} as const
