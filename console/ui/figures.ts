import { saidCount, spokenLocale, t } from './words.ts'

const whole = new Intl.NumberFormat(spokenLocale())
const short = new Intl.NumberFormat(spokenLocale(), { notation: 'compact', maximumFractionDigits: 1 })

/** 40,000 */
export const countOf = (count: number): string => whole.format(count)

/** 40K */
export const shortCountOf = (count: number): string => (count < 10_000 ? whole.format(count) : short.format(count))

/** 1 ticket, 40,000 tickets. The English singular is the key, so it stands literally where this is called. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  saidCount(count, countOf(count), one) ?? `${countOf(count)} ${count === 1 ? one : many}`

/** 0.031 % with as many digits as say something. */
export function percentOf(share: number): string {
  const percent = share * 100
  if (percent === 0) return '0 %'
  if (percent >= 10) return `${Math.round(percent)} %`
  if (percent < 0.001) return t`under 0.001 %`
  return `${Number(percent.toPrecision(2))} %`
}

/** 1 in 2,000 */
export function oddsOf(chance: number): string {
  if (chance <= 0) return t`never`
  if (chance > 0.5) return t`more often than not`
  const one = 1 / chance
  const rounded = Number(one.toPrecision(1))
  return t`1 in ${countOf(rounded)}`
}

/** Of a file: 12 KB, 3.4 MB. */
export const bytesOf = (bytes: number): string =>
  bytes < 1000 ? t`${bytes} B` : bytes < 1e6 ? t`${Math.round(bytes / 1e3)} KB` : t`${(bytes / 1e6).toFixed(1)} MB`
