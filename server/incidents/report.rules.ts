import type { ReportGap, ReportText } from '@bellwether/contract/incidents.ts'
import { spokenMessage } from './error-words.rules.ts'
import { said } from '@bellwether/contract/said.ts'
import type { z } from 'zod'

type Gap = z.output<typeof ReportGap>

const needed: readonly { field: keyof ReportText; characters: number; detail: string }[] = [
  { field: 'title', characters: 8, detail: said`Name what is broken in one line.` },
  { field: 'claim', characters: 20, detail: said`Say what is broken and since when.` },
  {
    field: 'reproduction',
    characters: 20,
    detail: said`Write the steps that show the fault: a request, where it was sent, what came back.`,
  },
  { field: 'frequency', characters: 5, detail: said`Say how often it happens, in orders of magnitude.` },
  { field: 'impact', characters: 10, detail: said`Say who is hit and what they cannot do.` },
  { field: 'ask', characters: 8, detail: said`Say what you want the reader to do.` },
]

/** What a report lacks before it may wake anyone; empty when it is ready. */
export function reportGaps(text: ReportText): Gap[] {
  return needed
    .filter(({ field, characters }) => text[field].trim().length < characters)
    .map(({ field, detail }) => ({ pointer: `/${field}`, detail }))
}

/** What the evidence says, as far as the first draft of a report needs it. */
export interface Findings {
  readonly template: string
  /** When the numbers were counted: they grow on. */
  readonly asOf: Date
  readonly isNew: boolean
  readonly firstSeenAt: string
  readonly errors: number
  readonly ratePerMinute: number
  readonly trafficShare: number
  readonly slice: Readonly<Record<string, string>> | undefined
  readonly deploy: {
    readonly service: string
    readonly version: string
    readonly title: string
    readonly startedAt: string
  } | null
  readonly customers: { readonly seen: number; readonly exposed: number; readonly estimated: number }
  readonly sites: number
}

/** The first draft: facts where the evidence has them, an empty reproduction, since only a person can write it. */
export function draftText(found: Findings): ReportText {
  const where =
    found.slice &&
    Object.entries(found.slice)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')
  const error = found.isNew ? 'an error that was never seen before' : 'an error'
  const { deploy, customers } = found
  const by = clockTime(found.asOf.toISOString())
  const message = found.template.replaceAll('<*>', '…')
  return {
    title: titleOf(found, where),
    claim:
      `Since ${clockTime(found.firstSeenAt)} requests${where ? ` with ${where}` : ', of no one slice,'} fail with ${error}: “${message}”.` +
      (deploy
        ? ` It follows the deploy of ${deployName(deploy)} (“${deploy.title}”) that began at ${clockTime(deploy.startedAt)}.`
        : ''),
    reproduction: '',
    frequency: `${magnitude(found.ratePerMinute)} a minute, ${found.errors.toLocaleString('en')} by ${by}: ${percent(found.trafficShare)} of all events.`,
    impact: `${customers.seen} customers on ${found.sites} sites had seen it by ${by}, ${customers.exposed} were exposed, and by estimate at least ${customers.estimated} are hit in all.`,
    ask: deploy
      ? `Roll back ${deployName(deploy)}, or say why not.`
      : 'Find the cause and say when the next update comes.',
  }
}

const messageMax = 120

/** What customers see, for how many, and where: a count that only grows stays true. */
function titleOf({ template, customers, errors }: Findings, where: string | undefined): string {
  const whom =
    customers.seen > 0
      ? `at least ${customers.seen} customer${customers.seen === 1 ? '' : 's'}`
      : `${errors.toLocaleString('en')} errors, no customer known`
  return `${spokenMessage(template).slice(0, messageMax)}: ${whom}${where ? `, ${where}` : ''}`
    .slice(0, 300)
    .toWellFormed()
}

/** A version that already begins with the service says it once. */
export const deployName = ({ service, version }: { service: string; version: string }): string =>
  version.startsWith(service) ? version : `${service} ${version}`

export const clockTime = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`

/** The nearest of 1, 2, 5, 10, 20 ...: as much precision as a count of a moment bears. */
function magnitude(perMinute: number): string {
  if (perMinute < 0.75) return 'Less than one'
  const power = 10 ** Math.floor(Math.log10(perMinute))
  const [nearest = 1] = [1, 2, 5, 10].toSorted(
    (a, b) => distance(a * power, perMinute) - distance(b * power, perMinute),
  )
  return `About ${nearest * power}`
}

const distance = (one: number, other: number): number => Math.abs(Math.log(one / other))

const percent = (share: number): string =>
  share > 0 && share < 0.0001 ? 'less than 0.01 %' : `${(share * 100).toFixed(2)} %`
