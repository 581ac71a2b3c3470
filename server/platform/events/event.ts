import type { Context } from '../context.ts'

/** A past-tense fact of a module: its name and which ids it carries. Payloads hold ids only. */
export interface EventKind<Payload extends Record<string, string>> {
  /** `module.what-happened` */
  readonly name: string
  /** Only for the type; never set. */
  readonly payload?: Payload
}

/** Declares an event. */
export const eventKind = <Payload extends Record<string, string>>(name: string): EventKind<Payload> => ({ name })

/** One line of the subscription table: when this happens, run that verb. */
export interface Subscription {
  readonly event: string
  /** Name of the job queue; never changes, since waiting deliveries carry it. */
  readonly queue: string
  readonly verb: (ctx: Context, payload: Record<string, string>) => Promise<unknown>
  /** Runs when the last attempt failed. */
  readonly givenUp?: (ctx: Context, payload: Record<string, string>, reason: string) => Promise<unknown>
}

/** Wires a fact to a verb, which must be harmless to repeat, and to what happens when its last attempt fails. */
export function when<Payload extends Record<string, string>>(
  event: EventKind<Payload>,
  verb: (ctx: Context, payload: Payload) => Promise<unknown>,
  givenUp?: (ctx: Context, payload: Payload, reason: string) => Promise<unknown>,
): Subscription {
  return {
    event: event.name,
    queue: `${event.name}/${verb.name}`,
    verb: verb as Subscription['verb'],
    ...(givenUp ? { givenUp: givenUp as NonNullable<Subscription['givenUp']> } : {}),
  }
}
