/** Whom a step notifies; a team that is not named is the team of the page. */
export type Target =
  | { readonly kind: 'on-call'; readonly team: string | null }
  | { readonly kind: 'rota'; readonly rota: string }
  | { readonly kind: 'team'; readonly team: string | null }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'administrators' }

export interface Step {
  readonly targets: readonly Target[]
  /** How long whoever it notifies has to answer before the next step. */
  readonly minutes: number
}

/**
 * How a page goes on while nobody answers: step by step, the whole of it as often again as it repeats. Then every step
 * was tried and nobody answered, which is an alarm of its own, and its last step comes again and again. Targets are
 * people and who is on call, never other policies: it cannot point at itself.
 */
export interface Policy {
  readonly steps: readonly Step[]
  readonly repeats: number
  /** How often the last step comes again when everything was tried. */
  readonly againMinutes: number
  /** Whoever acknowledges has to end it in so many minutes, or it begins anew; null: there is no such time. */
  readonly acknowledgementMinutes: number | null
}

export const standardPolicy: Policy = {
  steps: [
    { targets: [{ kind: 'on-call', team: null }], minutes: 10 },
    { targets: [{ kind: 'team', team: null }, { kind: 'administrators' }], minutes: 10 },
  ],
  repeats: 1,
  againMinutes: 15,
  acknowledgementMinutes: null,
}

/** Where a page stands: which step comes next, and in which round. */
export interface Place {
  readonly step: number
  readonly round: number
}

export interface Due {
  readonly step: Step
  readonly isExhausted: boolean
  /** What comes after it, and in how many minutes. */
  readonly next: Place
  readonly minutes: number
}

/** The step that is due at a place. The policy may have become shorter since the page got there. */
export function dueAt({ steps, repeats, againMinutes }: Policy, { step, round }: Place): Due {
  const last = steps.at(-1) as Step
  const isNextRound = step >= steps.length && round < repeats
  const place = isNextRound ? { step: 0, round: round + 1 } : { step, round }
  const due = steps[place.step]
  const next = { step: place.step + 1, round: place.round }
  if (due === undefined)
    return { step: last, isExhausted: true, next: { step: place.step, round: place.round }, minutes: againMinutes }
  return { step: due, isExhausted: false, next, minutes: due.minutes }
}
