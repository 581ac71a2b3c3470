/**
 * Looks at things from outside, again and again: addresses of the web, ports and names. What was seen is evidence like any
 * other; what was not as expected as often in a row as it takes is down and pages its team until it comes back.
 */
export { lookElsewhere } from './locations/look-elsewhere.ts'
export { openProbing } from './probing.ts'
export { runProbes } from './run-probes.ts'
