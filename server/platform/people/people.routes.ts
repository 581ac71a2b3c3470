import * as contract from '@bellwether/contract/people.ts'
import * as signIn from '../auth/sign-in.ts'
import { createToken, listTokens, revokeToken } from '../auth/tokens.ts'
import { handle, type HandledRoute } from '../http/handle.ts'
import { addPerson, addTeam, listPeople, listTeams } from './people.ts'

export const peopleRoutes: HandledRoute[] = [
  handle(contract.signInByPassword, async ({ ctx, body, session }) => {
    const signedIn = await signIn.signInByPassword(ctx, body)
    session.start(signedIn.session.token, signedIn.session.expiresAt)
    return signedIn.me
  }),
  handle(contract.signInByLink, async ({ ctx, body, session }) => {
    const signedIn = await signIn.signInByLink(ctx, body.token)
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
  handle(contract.setMyPassword, async ({ ctx, body }) => {
    await signIn.setMyPassword(ctx, body.password)
    return { changed: true }
  }),
  handle(contract.listPeople, async ({ ctx }) => ({ items: await listPeople(ctx) })),
  handle(contract.addPerson, ({ ctx, body }) => addPerson(ctx, body)),
  handle(contract.listTeams, async ({ ctx }) => {
    const [teams, people] = [await listTeams(ctx), await listPeople(ctx)]
    const membersOf = (slug: string) =>
      people.filter((person) => person.teams.some((team) => team.slug === slug)).map(({ id, name }) => ({ id, name }))
    return { items: teams.map((team) => ({ ...team, people: membersOf(team.slug) })) }
  }),
  handle(contract.addTeam, ({ ctx, body }) => addTeam(ctx, body)),
  handle(contract.listTokens, async ({ ctx }) => ({ items: await listTokens(ctx) })),
  handle(contract.createToken, ({ ctx, body }) => createToken(ctx, body)),
  handle(contract.revokeToken, async ({ ctx, params }) => {
    await revokeToken(ctx, params.id)
    return { revoked: true }
  }),
]
