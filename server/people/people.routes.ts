import * as contract from '@bellwether/contract/people.ts'
import * as sessions from './sessions.ts'
import * as signIn from './sign-in.ts'
import { addRole, changeRole, deleteRole, listRoles } from './roles.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { changePerson, deactivatePerson, reactivatePerson } from './change-person.ts'
import { addPerson, addTeam, listPeople, listTeams } from './add-person.ts'
import { dissolveTeam } from './dissolve-team.ts'

const userAgentOf = (headers: { 'user-agent'?: string | undefined }): string => headers['user-agent'] ?? ''

const sessionRoutes: HandledRoute[] = [
  handle(contract.signInByPassword, async ({ ctx, body, session, headers }) => {
    const signedIn = await signIn.signInByPassword(ctx, { ...body, userAgent: userAgentOf(headers) })
    session.start(signedIn.session.token, signedIn.session.expiresAt)
    return signedIn.me
  }),
  handle(contract.signInByLink, async ({ ctx, body, session, headers }) => {
    const signedIn = await signIn.signInByLink(ctx, { ...body, userAgent: userAgentOf(headers) })
    session.start(signedIn.session.token, signedIn.session.expiresAt)
    return signedIn.me
  }),
  handle(contract.requestSignInLink, async ({ ctx, body }) => {
    await signIn.requestSignInLink(ctx, body.email)
    return { sent: true }
  }),
  handle(contract.signOut, async ({ ctx, session }) => {
    await signIn.signOut(ctx, session.token)
    session.end()
    return { signedOut: true }
  }),
  handle(contract.getMe, ({ ctx }) => signIn.getMe(ctx)),
  handle(contract.setMyPassword, async ({ ctx, body, session }) => {
    const { password, currentPassword } = body
    const endedSessions = await signIn.setMyPassword(ctx, { password, currentPassword, sessionToken: session.token })
    return { changed: true, endedSessions }
  }),
  handle(contract.setMyLanguage, ({ ctx, body }) => signIn.setMyLanguage(ctx, body)),
  handle(contract.listMySessions, ({ ctx, query, session }) => sessions.listMySessions(ctx, session.token, query)),
  handle(contract.endMySession, async ({ ctx, params }) => {
    await sessions.endMySession(ctx, params.id)
    return { ended: true }
  }),
]

export const peopleRoutes: HandledRoute[] = [
  ...sessionRoutes,
  handle(contract.listPeople, ({ ctx, query }) => listPeople(ctx, query)),
  handle(contract.addPerson, ({ ctx, body }) => addPerson(ctx, body)),
  handle(contract.changePerson, ({ ctx, params, body }) => changePerson(ctx, params.id, body)),
  handle(contract.deactivatePerson, ({ ctx, params }) => deactivatePerson(ctx, params.id)),
  handle(contract.reactivatePerson, ({ ctx, params }) => reactivatePerson(ctx, params.id)),
  handle(contract.listSessions, ({ ctx, params, query }) => sessions.listSessions(ctx, params.id, query)),
  handle(contract.endSessions, async ({ ctx, params }) => ({ ended: await sessions.endSessions(ctx, params.id) })),
  handle(contract.listTeams, async ({ ctx }) => ({ items: await listTeams(ctx) })),
  handle(contract.addTeam, ({ ctx, body }) => addTeam(ctx, body)),
  handle(contract.dissolveTeam, ({ ctx, params }) => dissolveTeam(ctx, params.id)),
  handle(contract.listRoles, async ({ ctx }) => ({ items: await listRoles(ctx) })),
  handle(contract.addRole, ({ ctx, body }) => addRole(ctx, body)),
  handle(contract.changeRole, ({ ctx, params, body }) => changeRole(ctx, params.id, body)),
  handle(contract.deleteRole, async ({ ctx, params }) => {
    await deleteRole(ctx, params.id)
    return { deleted: true }
  }),
  handle(contract.listTokens, ({ ctx, query }) => listTokens(ctx, query)),
  handle(contract.createToken, ({ ctx, body }) => createToken(ctx, body)),
  handle(contract.revokeToken, async ({ ctx, params }) => {
    await revokeToken(ctx, params.id)
    return { revoked: true }
  }),
]
