/** Whether this browser knows the zone: a person may have chosen theirs in a newer one. */
function isZone(zone: string | undefined): zone is string {
  if (zone === undefined) return false
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The zone itself where this browser knows it, else UTC: a screen that shows UTC says so in its hints. */
export const knownZone = (zone: string | undefined): string => (isZone(zone) ? zone : 'UTC')

export const browserZone = knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** Every zone that can be chosen. The browser's own may be an older name that its list leaves out. */
export const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', browserZone])]
