import type { Context } from '../context.ts'
import type { JobKind } from '../jobs/start-jobs.ts'

/** A past-tense fact of a module: its name and which ids it carries. Payloads hold ids, and of what kind a thing is. */
export interface EventKind<Payload extends Record<string, string>> {
  /** `module.what-happened` */
  readonly name: string
  /** Only for the type; never set. */
  readonly payload?: Payload
}

/** Declares an event. */
export const eventKind = <Payload extends Record<string, string>>(name: string): EventKind<Payload> => ({ name })

/** What a fact says must be one of these. */
export type OnlyFacts = Readonly<Record<string, readonly string[]>>

/** One line of the subscription table: when this happens, run that verb. */
export interface Subscription {
  /** Its cursor and its waiting jobs carry it: once written, it stays. */
  readonly name: string
  readonly event: string
  readonly verb: (ctx: Context, payload: Record<string, string>) => Promise<unknown>
  /** Of what a fact may say which concerns it, e.g. `{ kind: ['notice'] }`; `{}` is every fact of the name. */
  readonly only: OnlyFacts
  /** Runs when the last attempt failed. */
  readonly givenUp?: (ctx: Context, payload: Record<string, string>, reason: string) => Promise<unknown>
  readonly canWait: boolean
  readonly atOnce: number
  /** A new subscriber reads all facts that are kept, not only those to come. */
  readonly isFromTheStart: boolean
}

interface HowToSubscribe<Payload> {
  readonly only?: { readonly [Name in keyof Payload]?: readonly Payload[Name][] }
  readonly givenUp?: (ctx: Context, payload: Payload, reason: string) => Promise<unknown>
  readonly fromTheStart?: boolean
  /** Nobody watches for it: requests go first. */
  readonly canWait?: boolean
  /** How many of them are done at once; 1 where it is left out. */
  readonly atOnce?: number
}

/** Wires a fact to a verb, which must be harmless to repeat, and to what happens when its last attempt fails. */
export function when<Payload extends Record<string, string>>(
  event: EventKind<Payload>,
  name: string,
  verb: (ctx: Context, payload: Payload) => Promise<unknown>,
  { only = {}, givenUp, fromTheStart = false, canWait = false, atOnce = 1 }: HowToSubscribe<Payload> = {},
): Subscription {
  return {
    name,
    event: event.name,
    verb: verb as Subscription['verb'],
    only: only as OnlyFacts,
    isFromTheStart: fromTheStart,
    canWait,
    atOnce,
    ...(givenUp ? { givenUp: givenUp as NonNullable<Subscription['givenUp']> } : {}),
  }
}

/** The queue of a subscriber has its name. */
export const jobOf = ({ name, verb, canWait, atOnce, givenUp }: Subscription): JobKind => ({
  queue: name,
  verb,
  retryLimit: 20,
  atOnce,
  ...(canWait ? { canWait } : {}),
  ...(givenUp ? { givenUp } : {}),
})
