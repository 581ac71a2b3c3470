/**
 * From a finding to the last customer told: the trouble report, the page that carries it, the
 * rollback request, the watch of the errors down to zero, and the ledger of who was told what.
 */
export { followIncidents } from './declared/follow-incidents.ts'
export { followMerge } from './follow-merge.ts'
export { followTicket } from './follow-ticket.ts'
export { returnTicketsJob } from './return-tickets.ts'
export { tellTicketsJob } from './tell-tickets.ts'
export { watchReports } from './watch-reports.ts'
