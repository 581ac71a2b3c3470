import { eventKind } from '../platform/events/event.ts'

/** Customers came, or have other names, plans, sites, domains or contacts. */
export const customersChanged = eventKind<Record<string, never>>('customers.changed')
export const fieldsChanged = eventKind<Record<string, never>>('customers.fields-changed')
/** A customer was merged into another one, or that was undone; which of both, the merge says. */
export const customersMerged = eventKind<{ mergeId: string; customerId: string }>('customers.merged')
/** A customer is there no more, since the import that added them was undone. */
export const customerRemoved = eventKind<{ customerId: string }>('customers.customer-removed')
/** Somebody wrote down something about a customer. */
export const noteWritten = eventKind<{ customerId: string }>('customers.note-written')
export const noteRemoved = eventKind<{ customerId: string }>('customers.note-removed')
