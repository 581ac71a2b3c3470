import { eventKind } from '../platform/events/event.ts'

export const pageOpened = eventKind<{ pageId: string; aboutModule: string; aboutId: string }>('pager.page-opened')
/** A change that tells of a deploy came in. */
export const deployTold = eventKind<{ changeId: string }>('pager.deploy-told')
/** Every step of its policy was tried, and nobody answered. */
export const pageExhausted = eventKind<{ pageId: string; aboutModule: string; aboutId: string }>('pager.page-exhausted')
/** What it was about is answered or settled. */
export const pageEnded = eventKind<{ pageId: string; aboutModule: string; aboutId: string }>('pager.page-ended')
export const pageAcknowledged = eventKind<{ pageId: string; aboutModule: string; aboutId: string; personId: string }>(
  'pager.page-acknowledged',
)
