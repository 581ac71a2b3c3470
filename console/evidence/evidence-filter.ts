/** The part of a query that every evidence route understands. */
export interface EvidenceFilter {
  from: string
  to: string
  where: string[]
  errors?: boolean
}
