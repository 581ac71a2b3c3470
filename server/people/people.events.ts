import { eventKind } from '../platform/events/event.ts'

/** A role was made, changed or deleted: whoever has it may do more or less. */
export const rolesChanged = eventKind<{ roleId: string }>('people.roles-changed')

/** Rights changed, or somebody is signed out: open screens ask again who they are. */
export const rightsChanged = eventKind<{ personId: string }>('people.rights-changed')
/** Nobody is in it any more, and it is asked nothing. */
export const teamDissolved = eventKind<{ teamId: string }>('people.team-dissolved')

export const personDeactivated = eventKind<{ personId: string }>('people.person-deactivated')

/** Somebody on staff asked for a link to sign in with; the mail that carries it comes from a module above. */
export const signInLinkRequested = eventKind<{ personId: string }>('people.sign-in-link-requested')
