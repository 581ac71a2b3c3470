import { Permission } from '@bellwether/contract/permissions.ts'

const words: Readonly<Record<Permission, string>> = {
  'customers.read': 'See customers, their contacts and sites',
  'customers.write': 'Add and change customers, and write notes about them',
  'customers.configure': 'Decide which fields customers have',
  'desk.read': 'Read tickets, messages and notes',
  'desk.write': 'Claim, answer, note, hand off and resolve',
  'desk.configure': 'Set response targets and their hours, and import tickets and reports of the past',
  'evidence.read': 'Search events and errors, and explain them',
  'evidence.write': 'Send events and report deploys',
  'signals.read': 'See which errors are new',
  'incidents.read': 'Read reports, and who was told',
  'incidents.write': 'Write reports, hand them off, decide on rollbacks and tell customers',
  'pager.read': 'See pages, and who is on call',
  'pager.acknowledge': 'Acknowledge pages, and choose how one is paged',
  'pager.write': 'Change rotas, and how others are paged',
  'mail.read': 'See which mail came in, and what became of it',
  'mail.write': 'Recover held mail, or set it aside',
  'mail.outgoing': 'See all mail that goes out',
  'mail.configure': 'Add and change mailboxes',
  'people.read': 'See people, teams and roles',
  'people.write': 'Change people, teams and roles, and make tokens',
  'privacy.write': 'Export everything about a person outside, and erase them',
  'installation.write': 'End a demo with everything in it',
  'metrics.read': 'Read the figures of the server at /metrics',
}

type AboutOf<Right> = Right extends `${infer About}.${string}` ? About : never
type About = AboutOf<Permission>

const titles: Readonly<Record<About, string>> = {
  customers: 'Customers',
  desk: 'Tickets',
  evidence: 'Evidence',
  signals: 'Signals',
  incidents: 'Trouble reports',
  pager: 'Pages and rotas',
  mail: 'Mail',
  people: 'People',
  privacy: 'Personal data',
  installation: 'Installation',
  metrics: 'Figures of the server',
}

const aboutOf = (permission: Permission): About => permission.split('.')[0] as About

/** All rights in words, by what they are about. */
export const rightGroups: readonly { title: string; rights: readonly { permission: Permission; words: string }[] }[] = [
  ...Map.groupBy(Permission.options, aboutOf),
].map(([about, permissions]) => ({
  title: titles[about],
  rights: permissions.map((permission) => ({ permission, words: words[permission] })),
}))
