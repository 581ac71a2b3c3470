/** An instant that a program wrote, however it writes them, in milliseconds since 1970. */

const textMax = 64
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Zones that RFC 2822 names, in minutes; every other name is left alone, since most mean several zones. */
const zoneNames: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

const clock = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`
const zone = String.raw`(?: ?(?<zone>[A-Za-z]{1,3}|(?:GMT|UTC)?[+-]\d\d(?::?\d\d)?)(?: ?\([A-Za-z ]{1,30}\))?)?`
const weekday = String.raw`(?:[A-Za-z]{3,9},? +)?`

const shapes = [
  // 2026-11-25T02:00:00,123+01:00, 2026/11/25 02:00:00, 2026-11-25 02:00:00 +0100
  String.raw`(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ]${clock}${zone}`,
  // 20261125T020000.123Z
  String.raw`(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?${zone}`,
  // RFC 2822 and 850: Wed, 25 Nov 2026 04:00:01 +0100, Wednesday, 25-Nov-26 04:00:01 GMT
  String.raw`${weekday}(?<day>\d\d?)[ -](?<name>[A-Za-z]{3})[ -](?<year>\d{4}|\d\d) ${clock}${zone}`,
  // Access logs: 25/Nov/2026:04:00:01 +0100
  String.raw`\[?(?<day>\d\d?)/(?<name>[A-Za-z]{3})/(?<year>\d{4}):${clock}${zone}\]?`,
  // ctime and Apache's errors: Wed Nov 25 04:00:01.123456 2026
  String.raw`\[?${weekday}(?<name>[A-Za-z]{3}) +(?<day>\d\d?) ${clock}${zone} (?<year>\d{4})\]?`,
  // The old syslog, without a year: Nov 25 04:00:01
  String.raw`(?<name>[A-Za-z]{3}) +(?<day>\d\d?) ${clock}`,
].map((shape) => new RegExp(`^${shape}$`))

type Parts = Readonly<Record<string, string | undefined>>

/** Minutes east of UTC; undefined for a name that means nothing certain. */
function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return 0
  const digits = /([+-])(\d\d):?(\d\d)?$/.exec(text)
  if (digits === null) return zoneNames[text.toLowerCase()]
  const minutes = Number(digits[2]) * 60 + Number(digits[3] ?? 0)
  return digits[1] === '-' ? -minutes : minutes
}

function yearOf(parts: Parts, month: number, receivedAt: number): number {
  if (parts['year']?.length === 4) return Number(parts['year'])
  if (parts['year'] !== undefined) return 2000 + Number(parts['year'])
  const received = new Date(receivedAt)
  // A line of December that comes in January.
  return received.getUTCFullYear() - (month > received.getUTCMonth() + 1 ? 1 : 0)
}

function instantOf(parts: Parts, receivedAt: number): number | undefined {
  const month =
    parts['name'] === undefined ? Number(parts['month']) - 1 : monthNames.indexOf(parts['name'].toLowerCase())
  const [day, hour, minute] = [Number(parts['day']), Number(parts['hour']), Number(parts['minute'])]
  const second = Number(parts['second'] ?? 0)
  const offset = offsetOf(parts['zone'])
  const year = yearOf(parts, month, receivedAt)
  const isDate = month >= 0 && month < 12 && day >= 1 && day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  // A leap second is the first one of the next minute.
  if (!isDate || hour > 24 || minute > 59 || second > 60 || offset === undefined) return undefined
  const milliseconds = Math.floor(Number(`0.${parts['fraction'] ?? 0}`) * 1000)
  return Date.UTC(year, month, day, hour, minute, second, milliseconds) - offset * 60_000
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
function instantOfNumber(text: string): number | undefined {
  const number = Number(text)
  if (!(number >= 1e8)) return undefined
  if (number < 1e11) return Math.floor(number * 1000 + 1e-3)
  if (number < 1e14) return Math.floor(number)
  if (number < 1e17) return Math.floor(number / 1e3)
  if (number > 8e21) return undefined
  // Beyond 2^53 a double has lost the last digits; milliseconds have not.
  return Math.floor(number / 1e6)
}

const plainInstant = /^\d{4}-\d\d-(\d\d)[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/

/**
 * Whether it is written as the engine and JavaScript read it too. The 29th to the 31st are looked at more
 * closely: not every month has them.
 */
export function isPlainInstant(text: string): boolean {
  const day = plainInstant.exec(text)?.[1]
  return day !== undefined && day <= '28'
}

/** Undefined where it is no instant. Without a zone it is UTC; without a year the one that fits the receipt. */
export function readInstant(value: string, receivedAt: number): number | undefined {
  const text = value.trim()
  if (text.length > textMax) return undefined
  const plain = isPlainInstant(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(plain)) return plain
  if (/^\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?$/.test(text)) return instantOfNumber(text)
  for (const shape of shapes) {
    const match = shape.exec(text)
    if (match?.groups) return instantOf(match.groups, receivedAt)
  }
  return undefined
}
