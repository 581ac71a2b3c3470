/**
 * Who works here: people, their teams and roles, how they sign in, and the tokens of programs that act for
 * them. What the directory tells asks for no right: the verb that needs it has asked for its own.
 */
export { actorNow } from './actor-now.ts'
export { addFirstAdministrator } from './add-first-administrator.ts'
export {
  findAnyByEmail,
  findPersonByEmail,
  findTeam,
  getPerson,
  getTeam,
  lockTeam,
  isAdministrator,
  type PersonRef,
  peopleById,
  staffById,
  staffDirectory,
  staffWhoMay,
  teamDirectory,
  teamMembers,
} from './directory.ts'
export { hashPassword } from './hash-password.ts'
export { identify } from './identify.ts'
export { keepBuiltInRoles } from './keep-built-in-roles.ts'
export { personDeactivated, signInLinkRequested, teamDissolved } from './people.events.ts'
export { createSignInLink, type SignedIn, signInLinkKind, signInLinkMinutes, startSession } from './sign-in.ts'
export { type Names, namesById, personName } from './names-by-id.ts'
export { localeOf, sayTo, translateTo } from './say-to.ts'
export { spendLinks } from './spend-links.ts'
export { createToken } from './tokens.ts'
