import { said } from './said.ts'
import type { Report } from './incidents.ts'

/** Whether the errors are gone: what was promised is owed now, and nothing more is promised. */
export const isOver = (state: Report['state']): boolean => state === 'recovered' || state === 'told'

/** Whom a word is for, and what it promises. */
export interface ToldReader {
  readonly name: string
  readonly site: string | null
  readonly nextBy: Date | null
}

/** What is filled in: a word in braces, as whoever writes the text names it. */
const blank = /\{([a-z]+)\}/gi

/** The text as one contact reads it: `{name}`, `{site}` and `{next}` filled in. */
export function toldText(text: string, { name, site, nextBy }: ToldReader): string {
  const values = new Map([
    ['name', plainName(name)],
    ['site', plainName(site ?? 'your site')],
    ...(nextBy === null ? [] : [['next', promisedInstant(nextBy)] as const]),
  ])
  return text.replaceAll(blank, (whole, word: string) => values.get(word) ?? whole)
}

/** What a stranger calls themselves gives our text no format and no link. */
const plainName = (name: string): string => name.replaceAll(/[[\]*`~|\n]/g, '')

/** Why a text cannot be sent, in words; undefined where it can: nothing stays unfilled, and what is promised is said. */
export function toldTextFault(text: string, isPromised: boolean): string | undefined {
  const known = ['name', 'site', ...(isPromised ? ['next'] : [])]
  const used = [...text.matchAll(blank)].map(([, word]) => word ?? '')
  const unknown = used.find((word) => !known.includes(word))
  if (unknown === 'next') return said`Leave {next} out: nothing more is promised.`
  if (unknown !== undefined)
    return said`There is no {${unknown}}: write ${known.map((word) => `{${word}}`).join(', ')}.`
  if (isPromised && !used.includes('next'))
    return said`Say when they hear from us again: write {next} where the time belongs.`
  return undefined
}

/** In the one zone that needs no question: where a reader is, nobody knows. */
export function promisedInstant(at: Date): string {
  const time = at.toLocaleString('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' })
  const day = at.toLocaleString('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
  return `${time} UTC on ${day}`
}

const dayMs = 86_400_000

/** The instant that `promisedInstant` said, whose year it leaves out: the one that `now` is near. null where it says none. */
export function instantPromised(said: string, now: Date): Date | null {
  const [time, day] = said.split(' UTC on ')
  for (const year of [now.getUTCFullYear(), now.getUTCFullYear() + 1]) {
    const at = new Date(`${day} ${year} ${time} UTC`)
    if (at.getTime() > now.getTime() - dayMs && promisedInstant(at) === said) return at
  }
  return null
}
