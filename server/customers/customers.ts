/**
 * The organisations that are served, the people there and their sites. A customer's `key` is the
 * `customer.id` of events and joins tickets to evidence.
 */
export { customerRemoved, customersChanged, customersMerged } from './customers.events.ts'
export type { CustomerRef } from './customers.store.ts'
export { eraseContact, personAt, type PersonAtCustomer } from './erase-contact.ts'
export { customerBelow, findContact, findSender, findSenders, type Sender } from './find-sender.ts'
export { forgetImports } from './forget-imports.ts'
export { findMerge } from './undo-merge.ts'
export { countCustomers, customersBy, sitesOf } from './read-customers.ts'
