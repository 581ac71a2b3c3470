/** What went along with a customer that was merged. */
export interface Moved {
  readonly sites: string[]
  readonly mailDomains: string[]
  readonly contactIds: string[]
  readonly noteIds: string[]
  /** Fields in which only the one that was merged had a value. */
  readonly fieldKeys: string[]
  readonly managerId: string | null
  /** Customers that had been merged into it. */
  readonly mergedIds?: string[]
}

/** What went along with a contact that was merged, and what they were called. */
export interface MovedContact {
  readonly name: string
  readonly email: string
  readonly emails: string[]
}

/** Evidence is asked for all keys of a customer at once, in one condition. */
export const otherKeysMax = 20
