import { Permission } from '@bellwether/contract/permissions.ts'
import { t } from '../ui/words.ts'

const words: Readonly<Record<Permission, string>> = {
  'customers.read': t`See customers, their contacts and sites`,
  'customers.write': t`Add and change customers, and write notes about them`,
  'customers.configure': t`Decide which fields customers have`,
  'desk.read': t`Read tickets, messages and notes`,
  'desk.write': t`Claim, answer, note, hand off and resolve`,
  'desk.configure': t`Set response targets and their hours, and import tickets and reports of the past`,
  'evidence.read': t`Search events and errors, and explain them`,
  'evidence.write': t`Send events and report deploys`,
  'signals.read': t`See signals and alert rules`,
  'signals.write': t`Write alert rules, which may wake people`,
  'incidents.read': t`Read reports, and who was told`,
  'incidents.write': t`Write reports, hand them off, decide on rollbacks and tell customers`,
  'pager.read': t`See pages, and who is on call`,
  'pager.acknowledge': t`Acknowledge pages, and choose how one is paged`,
  'pager.write': t`Change rotas, and how others are paged`,
  'probes.read': t`See probes, and how what they look at is`,
  'probes.write': t`Add, change, pause and remove probes`,
  'probes.look': t`Look at what probes look at from elsewhere, as a program`,
  'mail.read': t`See which mail came in, and what became of it`,
  'mail.write': t`Recover held mail, or set it aside`,
  'mail.outgoing': t`See all mail that goes out`,
  'mail.configure': t`Add and change mailboxes`,
  'people.read': t`See people, teams and roles`,
  'people.write': t`Change people, teams and roles, and make tokens`,
  'privacy.write': t`Export everything about a person outside, and erase them`,
  'installation.write': t`End a demo with everything in it`,
  'metrics.read': t`Read the figures of the server at /metrics`,
}

type AboutOf<Right> = Right extends `${infer About}.${string}` ? About : never
type About = AboutOf<Permission>

const titles: Readonly<Record<About, string>> = {
  customers: t`Customers`,
  desk: t`Tickets`,
  evidence: t`Evidence`,
  signals: t`Signals`,
  incidents: t`Trouble reports`,
  pager: t`Pages and rotas`,
  probes: t`Probes`,
  mail: t`Mail`,
  people: t`People`,
  privacy: t`Personal data`,
  installation: t`Installation`,
  metrics: t`Figures of the server`,
}

const aboutOf = (permission: Permission): About => permission.split('.')[0] as About

/** All rights in words, by what they are about. */
export const rightGroups: readonly { title: string; rights: readonly { permission: Permission; words: string }[] }[] = [
  ...Map.groupBy(Permission.options, aboutOf),
].map(([about, permissions]) => ({
  title: titles[about],
  rights: permissions.map((permission) => ({ permission, words: words[permission] })),
}))
