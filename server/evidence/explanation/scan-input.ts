/** One event as its values in the order of the dimensions; empty where it says nothing. */
export type SliceRow = readonly string[]

export interface ScanInput {
  readonly dimensions: readonly string[]
  /** Errors of the class in the time looked at. */
  readonly errors: readonly SliceRow[]
  /** Errors of the same class in a time of the same length before. */
  readonly previous: readonly SliceRow[]
  /** A sample of all requests of the time looked at. */
  readonly requests: readonly SliceRow[]
  /** What fails as a whole: customers and hosts, with the value of each error and request. */
  readonly clusters?: readonly Cluster[]
}

export interface Cluster {
  readonly name: string
  readonly errors: readonly string[]
  readonly requests: readonly string[]
}
