import { eventKind } from '../platform/events/event.ts'

/** Customers came, or have other names, plans, sites or contacts. */
export const customersChanged = eventKind<Record<string, never>>('customers.changed')
