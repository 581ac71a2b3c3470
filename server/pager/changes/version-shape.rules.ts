/*
 * What CI systems write where a version is: `1.2.3-rc.1`, `v42`, `#220`, `2026.11.29`, a commit, `main-a1b2c3d`,
 * `registry/shop:1.4`, `shop@2.0`. Anybody may write there anything else as well: `failed`, `2 tests failed`, `main`, `30 s`.
 */

const lead = /^(?:(?:version|release|build|tag|commit|revision|image)(?:\s{0,3}[:=]\s{0,3}|\s{1,3}))?#?/i
const signs = /^[\w.+/:@~-]+$/
const measure = /^\d+(?:\.\d+)?(?:ms|s|sec|m|min|h|d|%|[kmg]i?b?)$/i
const ratioOrTime = /^\d+(?:[/:]\d+)+$/
/** Of what happened, and not of what it happened to. */
const happened = new Set(
  (
    'fail failed fails failure failures failing error errors errored broken abort aborted cancel canceled cancelled skipped ' +
    'rejected timeout unstable pass passed passing success successful succeeded ok done started starting running pending ' +
    'queued finished completed complete'
  ).split(' '),
)
const failed =
  /^(?:fail(?:ed|s|ure|ing)?|error(?:ed)?|broken|abort(?:ed)?|cancel(?:l?ed)?|skipped|rejected|time(?:d[ -]?out|out)|unstable)\b/i

/** The version or the commit that is written here; undefined where it looks like neither. */
export function versionIn(written: string): string | undefined {
  const text = written.replace(lead, '')
  if (!signs.test(text) || text.includes('://') || measure.test(text) || ratioOrTime.test(text)) return undefined
  const parts = text.toLowerCase().split(/[^a-z0-9]+/)
  if (parts.some((part) => happened.has(part))) return undefined
  return parts.some((part) => isNumber(part) || isCommit(part)) ? text : undefined
}

const isNumber = (part: string): boolean => /^(?:v|r|b|rc|build|release)?\d+$/.test(part) && part !== '0'

/** A word of no other letters than a commit has no digits. */
const isCommit = (part: string): boolean => /^[0-9a-f]{4,64}$/.test(part) && /\d/.test(part)

/** Whether what became of it is that nothing was deployed. */
export const saysFailed = (written: string): boolean => failed.test(written.trim())
