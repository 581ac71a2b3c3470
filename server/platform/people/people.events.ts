import { eventKind } from '../events/event.ts'

/** Rights changed, or somebody is signed out: open screens ask again who they are. */
export const rightsChanged = eventKind<{ personId: string }>('platform.rights-changed')
export const personDeactivated = eventKind<{ personId: string }>('platform.person-deactivated')
