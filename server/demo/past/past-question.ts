/** A question that customers ask again and again; `{site}` stands for theirs. */
export interface PastQuestion {
  /** The same question in the words of different people: subject and text. */
  readonly asked: readonly (readonly [string, string])[]
  readonly answers: readonly string[]
  /** What some of them ask then, and what they hear. */
  readonly followUps: readonly (readonly [string, string])[]
  /** The article that answers it, or why there is none. */
  readonly article: { readonly path: string } | { readonly whyNone: string }
}
