import { z } from 'zod'
import { said } from './said.ts'
import { Email, Id, Instant, pageOf, pageQuery, TimeZone } from './paging.ts'
import { Permission } from './permissions.ts'
import { alreadyExists, conflict, notFound, problemKind, tooManyRequests } from './problem.ts'
import { route } from './route.ts'

export const wrongPassword = problemKind(
  'wrong-password',
  401,
  'This e-mail and password do not fit',
  'Check both. Or ask for a one-time link by e-mail.',
)
export const lastAdministrator = problemKind(
  'last-administrator',
  409,
  'This is the last administrator',
  'Make somebody else an administrator first.',
)
export const roleInUse = problemKind(
  'role-in-use',
  409,
  'People have this role',
  'Give them another role first, then delete this one.',
)
export const roleBuiltIn = problemKind(
  'role-built-in',
  409,
  'This role is built in',
  'It follows the version of the server. Make a role of your own with the rights that you want.',
)
export const linkUsedUp = problemKind(
  'link-used-up',
  410,
  'This link no longer works',
  'Links work once and for a limited time. Ask for a new one on the sign-in page.',
)

export const Team = z.object({ id: Id, slug: z.string(), name: z.string() })
export type Team = z.infer<typeof Team>

const Slug = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, said`Use lower case letters, digits and dashes.`)
const StaffRef = z.object({ id: Id, name: z.string() })

export const RoleRef = z.object({ id: Id, slug: z.string(), name: z.string() })
export type RoleRef = z.infer<typeof RoleRef>

export const Role = RoleRef.extend({
  permissions: z.array(Permission),
  isBuiltIn: z.boolean().describe('Built-in roles follow the version of the server; nobody changes or deletes them'),
  people: z.array(StaffRef).describe('Who on staff has it'),
})
export type Role = z.infer<typeof Role>

/** In which the console and mails to staff are whole. */
export const Language = z.enum(['en', 'de'])
export type Language = z.infer<typeof Language>

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleRef).describe('What they may do is what any of their roles allows'),
  timeZone: z.string().describe('IANA name, e.g. Europe/London'),
  language: Language.describe('In which they read: mails to them are written in it'),
  teams: z.array(Team),
  deactivatedAt: Instant.nullable().describe('Set for somebody who left'),
})
export type Person = z.infer<typeof Person>

const TeamSlugs = z.array(z.string().max(100)).max(100).describe('Slugs')
const RoleSlugs = z
  .array(z.string().max(100))
  .min(1, said`Choose at least one role.`)
  .max(100)
  .describe('Slugs')

export const Me = z.object({ person: Person, permissions: z.array(Permission) })
export type Me = z.infer<typeof Me>

export const signInByPassword = route({
  method: 'POST',
  path: '/api/people/session/password',
  summary: 'Sign in with e-mail and password',
  access: 'open',
  body: z.object({ email: Email, password: z.string().min(1).max(500) }),
  answer: Me,
  problems: [wrongPassword, tooManyRequests],
})

export const signInByLink = route({
  method: 'POST',
  path: '/api/people/session/link',
  summary: 'Sign in with a one-time link',
  access: 'open',
  body: z.object({ token: z.string().min(1).max(200) }),
  answer: Me,
  problems: [linkUsedUp, tooManyRequests],
})

export const requestSignInLink = route({
  method: 'POST',
  path: '/api/people/session/link-requests',
  summary: 'Send a one-time sign-in link by e-mail; answers the same whether or not the address is known',
  access: 'open',
  body: z.object({ email: Email }),
  answer: z.object({ sent: z.boolean() }),
  status: 202,
  problems: [tooManyRequests],
})

export const signOut = route({
  method: 'DELETE',
  path: '/api/people/session',
  summary: 'Sign out',
  answer: z.object({ signedOut: z.boolean() }),
})

export const getMe = route({ method: 'GET', path: '/api/people/session', summary: 'Who am I', answer: Me })

export const setMyPassword = route({
  method: 'PUT',
  path: '/api/people/session/password',
  summary: 'Choose a password for the person who is signed in',
  body: z.object({
    password: z
      .string()
      .min(10, said`Use at least 10 characters.`)
      .max(500),
    currentPassword: z.string().max(500).optional().describe('Needed by whoever has a password already'),
  }),
  answer: z.object({ changed: z.boolean(), endedSessions: z.number().int() }),
  problems: [tooManyRequests],
})

export const setMyLanguage = route({
  method: 'PUT',
  path: '/api/people/session/language',
  summary: 'Say in which language whoever is signed in reads: mails to them are written in it',
  body: z.object({ language: Language }),
  answer: z.object({ language: Language }),
})

export const Session = z.object({
  id: Id,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant,
  userAgent: z.string().describe('What the browser says it is'),
  isCurrent: z.boolean(),
})
export type Session = z.infer<typeof Session>

export const listMySessions = route({
  method: 'GET',
  path: '/api/people/session/all',
  summary: 'Where the person who is signed in is signed in',
  query: z.object(pageQuery),
  answer: pageOf(Session),
})

export const endMySession = route({
  method: 'DELETE',
  path: '/api/people/session/all/{id}',
  summary: 'Sign out somewhere else',
  params: z.object({ id: Id }),
  answer: z.object({ ended: z.boolean() }),
  problems: [notFound],
})

export const listPeople = route({
  method: 'GET',
  path: '/api/people',
  summary: 'Everyone on staff, by name; `former` lists those who left',
  query: z.object({
    former: z.stringbool().default(false),
    search: z.string().max(200).optional().describe('Part of a name or an address'),
    ...pageQuery,
  }),
  answer: pageOf(Person),
})

export const addPerson = route({
  method: 'POST',
  path: '/api/people',
  summary: 'Add a person; the answer carries their first one-time sign-in link',
  body: z.object({
    name: z.string().min(1).max(200),
    email: Email,
    roles: RoleSlugs.default(['staff']),
    timeZone: TimeZone.default('UTC'),
    teams: TeamSlugs.default([]),
  }),
  answer: z.object({ person: Person, signInUrl: z.url() }),
  status: 201,
  problems: [alreadyExists],
})

const personId = z.object({ id: Id })

export const changePerson = route({
  method: 'PATCH',
  path: '/api/people/{id}',
  summary: 'Change name, roles, time zone or teams of a person',
  params: personId,
  body: z.object({
    name: z.string().min(1).max(200).optional(),
    roles: RoleSlugs.optional(),
    timeZone: TimeZone.optional(),
    teams: TeamSlugs.optional(),
  }),
  answer: Person,
  problems: [notFound, conflict, lastAdministrator],
})

export const deactivatePerson = route({
  method: 'POST',
  path: '/api/people/{id}/deactivation',
  summary: 'End what a person may do here: sessions, links, tokens they made, turns on call',
  params: personId,
  answer: z.object({
    person: Person,
    ended: z.object({ sessions: z.number().int(), links: z.number().int(), tokens: z.number().int() }),
  }),
  problems: [notFound, conflict, lastAdministrator],
})

export const reactivatePerson = route({
  method: 'POST',
  path: '/api/people/{id}/reactivation',
  summary: 'Let somebody in again who had left; their sessions and tokens stay ended',
  params: personId,
  answer: Person,
  problems: [notFound, conflict],
})

export const listSessions = route({
  method: 'GET',
  path: '/api/people/{id}/sessions',
  summary: 'Where a person is signed in',
  params: personId,
  query: z.object(pageQuery),
  answer: pageOf(Session),
  problems: [notFound],
})

export const endSessions = route({
  method: 'DELETE',
  path: '/api/people/{id}/sessions',
  summary: 'Sign a person out everywhere',
  params: personId,
  answer: z.object({ ended: z.number().int() }),
  problems: [notFound],
})

export const listTeams = route({
  method: 'GET',
  path: '/api/people/teams',
  summary: 'All teams, by name',
  answer: z.object({ items: z.array(Team.extend({ people: z.array(StaffRef) })) }),
})

export const addTeam = route({
  method: 'POST',
  path: '/api/people/teams',
  summary: 'Add a team',
  body: z.object({
    slug: Slug,
    name: z.string().min(1).max(80),
  }),
  answer: Team,
  status: 201,
  problems: [alreadyExists],
})

export const dissolveTeam = route({
  method: 'POST',
  path: '/api/people/teams/{id}/dissolution',
  summary: 'Dissolve a team: it is asked nothing more, nobody is in it, and what it was asked comes back',
  params: z.object({ id: Id }),
  answer: Team,
  problems: [notFound, conflict],
})

const RoleName = z.string().min(1).max(80)
const Permissions = z.array(Permission).min(1, 'Choose at least one right.').max(100)

export const listRoles = route({
  method: 'GET',
  path: '/api/people/roles',
  summary: 'All roles, by name, with what they allow and who has them',
  answer: z.object({ items: z.array(Role) }),
})

export const addRole = route({
  method: 'POST',
  path: '/api/people/roles',
  summary: 'Make a role; nobody gives a right that they do not have',
  body: z.object({ slug: Slug, name: RoleName, permissions: Permissions }),
  answer: Role,
  status: 201,
  problems: [alreadyExists],
})

const roleId = z.object({ id: Id })

export const changeRole = route({
  method: 'PATCH',
  path: '/api/people/roles/{id}',
  summary: 'Change the name or the rights of a role; whoever has it may do so much from now on',
  params: roleId,
  body: z.object({ name: RoleName.optional(), permissions: Permissions.optional() }),
  answer: Role,
  problems: [notFound, roleBuiltIn],
})

export const deleteRole = route({
  method: 'DELETE',
  path: '/api/people/roles/{id}',
  summary: 'Delete a role that nobody on staff has',
  params: roleId,
  answer: z.object({ deleted: z.boolean() }),
  problems: [notFound, roleBuiltIn, roleInUse],
})

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  permissions: z.array(Permission),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  createdBy: StaffRef.nullable().describe('null: by the command line'),
  onBehalfOf: StaffRef.nullable().describe('The person for whom it acts; null: it acts in its own name'),
})

export const listTokens = route({
  method: 'GET',
  path: '/api/people/tokens',
  summary: 'The tokens of programs, the newest first; their secrets are shown only when they are made',
  query: z.object(pageQuery),
  answer: pageOf(ApiToken),
})

export const createToken = route({
  method: 'POST',
  path: '/api/people/tokens',
  summary: 'Make a token for a program',
  body: z.object({
    name: z.string().min(1).max(80),
    permissions: z.array(Permission).min(1),
    onBehalfOfMe: z
      .boolean()
      .default(false)
      .describe('What the program does is done for whoever makes the token, who hears the answers'),
  }),
  answer: ApiToken.extend({ token: z.string() }),
  status: 201,
})

export const revokeToken = route({
  method: 'DELETE',
  path: '/api/people/tokens/{id}',
  summary: 'Revoke a token; programs that use it are refused from now on',
  params: z.object({ id: Id }),
  answer: z.object({ revoked: z.boolean() }),
  problems: [notFound],
})
