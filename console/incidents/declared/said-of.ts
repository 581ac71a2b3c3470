import type { IncidentLine } from '@bellwether/contract/incidents-declared.ts'
import { translated } from '../../ui/words.ts'

/** What a line says, in the language of whoever reads; what a person wrote stays as they wrote it. */
export const saidOf = ({ what, isByPerson, corrected }: IncidentLine): string =>
  isByPerson || corrected !== null ? what : translated(what)
