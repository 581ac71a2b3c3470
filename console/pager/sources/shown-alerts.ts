/** Of which source alerts are looked at, and which of them. */
export interface ShownAlerts {
  readonly source?: string | undefined
  readonly alert?: string | undefined
}
