import { eventKind } from '../platform/events/event.ts'

export const pageOpened = eventKind<{ pageId: string; aboutModule: string; aboutId: string }>('pager.page-opened')
export const pageAcknowledged = eventKind<{ pageId: string; aboutModule: string; aboutId: string; personId: string }>(
  'pager.page-acknowledged',
)
