import { listDrafts } from '@bellwether/contract/desk.ts'
import { ask } from '../call.query.ts'

/** What the reader has begun on a ticket, as the server has it. */
export const draftsOf = (ticketId: string) => ask(listDrafts, { params: { ticketId } })
