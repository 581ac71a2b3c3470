import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { Permission, Role } from './permissions.ts'
import { conflict, forbidden, notFound, problemKind, tooManyRequests } from './problem.ts'
import { route } from './route.ts'

export const wrongPassword = problemKind(
  'wrong-password',
  401,
  'This e-mail and password do not fit',
  'Check both. Or ask for a one-time link by e-mail.',
)
export const linkUsedUp = problemKind(
  'link-used-up',
  410,
  'This link no longer works',
  'Links work once and for a limited time. Ask for a new one on the sign-in page.',
)

export const Team = z.object({ id: Id, slug: z.string(), name: z.string() })
export type Team = z.infer<typeof Team>

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  timeZone: z.string().describe('IANA name, e.g. Europe/London'),
  teams: z.array(Team),
})
export type Person = z.infer<typeof Person>

export const Me = z.object({ person: Person, permissions: z.array(Permission) })
export type Me = z.infer<typeof Me>

export const signInByPassword = route({
  method: 'POST',
  path: '/api/session/password',
  summary: 'Sign in with e-mail and password',
  access: 'open',
  body: z.object({ email: z.email(), password: z.string().min(1).max(500) }),
  answer: Me,
  problems: [wrongPassword, tooManyRequests],
})

export const signInByLink = route({
  method: 'POST',
  path: '/api/session/link',
  summary: 'Sign in with a one-time link',
  access: 'open',
  body: z.object({ token: z.string().min(1).max(200) }),
  answer: Me,
  problems: [linkUsedUp, tooManyRequests],
})

export const requestSignInLink = route({
  method: 'POST',
  path: '/api/session/link-requests',
  summary: 'Send a one-time sign-in link by e-mail; answers the same whether or not the address is known',
  access: 'open',
  body: z.object({ email: z.email() }),
  answer: z.object({ sent: z.boolean() }),
  status: 202,
  problems: [tooManyRequests],
})

export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  answer: z.object({ signedOut: z.boolean() }),
})

export const getMe = route({ method: 'GET', path: '/api/session', summary: 'Who am I', answer: Me })

export const setMyPassword = route({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Choose a password for the person who is signed in',
  body: z.object({ password: z.string().min(10, 'Use at least 10 characters.').max(500) }),
  answer: z.object({ changed: z.boolean() }),
})

export const listPeople = route({
  method: 'GET',
  path: '/api/people',
  summary: 'Everyone on staff, by name',
  answer: z.object({ items: z.array(Person) }),
})

export const addPerson = route({
  method: 'POST',
  path: '/api/people',
  summary: 'Add a person; the answer carries their first one-time sign-in link',
  body: z.object({
    name: z.string().min(1).max(200),
    email: z.email(),
    role: Role.default('staff'),
    timeZone: z.string().default('UTC'),
    teams: z.array(z.string()).default([]).describe('Slugs'),
  }),
  answer: z.object({ person: Person, signInUrl: z.url() }),
  status: 201,
  problems: [forbidden, conflict],
})

export const listTeams = route({
  method: 'GET',
  path: '/api/teams',
  summary: 'All teams, by name',
  answer: z.object({ items: z.array(Team.extend({ people: z.array(z.object({ id: Id, name: z.string() })) })) }),
})

export const addTeam = route({
  method: 'POST',
  path: '/api/teams',
  summary: 'Add a team',
  body: z.object({
    slug: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'Use lower case letters, digits and dashes.'),
    name: z.string().min(1).max(80),
  }),
  answer: Team,
  status: 201,
  problems: [conflict],
})

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  permissions: z.array(Permission),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
})

export const listTokens = route({
  method: 'GET',
  path: '/api/tokens',
  summary: 'The tokens of programs; their secrets are shown only when they are made',
  answer: z.object({ items: z.array(ApiToken) }),
})

export const createToken = route({
  method: 'POST',
  path: '/api/tokens',
  summary: 'Make a token for a program',
  body: z.object({ name: z.string().min(1).max(80), permissions: z.array(Permission).min(1) }),
  answer: ApiToken.extend({ token: z.string() }),
  status: 201,
})

export const revokeToken = route({
  method: 'DELETE',
  path: '/api/tokens/{id}',
  summary: 'Revoke a token; programs that use it are refused from now on',
  params: z.object({ id: Id }),
  answer: z.object({ revoked: z.boolean() }),
  problems: [notFound],
})
