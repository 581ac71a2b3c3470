import { type Check, ownLocation } from '@bellwether/contract/probes.ts'
import { t } from '../ui/words.ts'

/** What is looked at, as somebody would write it. */
export function targetOf(check: Check): string {
  if (check.kind === 'http') return check.url
  return check.kind === 'tcp' ? `${check.host}:${check.port}` : `${check.type} ${check.name}`
}

/** From where it is looked at. */
export const placeOf = (location: string): string => (location === ownLocation ? t`here` : location)
