/** A header as it was sent; of what opens doors the value is kept out of sight. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** What was sent or came besides headers. */
export interface Body {
  readonly mediaType: string
  /** Its beginning, of at most 20,000 characters; empty for what is no text. */
  readonly text: string
  /** In bytes; null where nobody recorded it. */
  readonly size: number | null
}

/** A part of the time that an exchange took, e.g. the look-up of a name. */
export interface Phase {
  readonly name: string
  readonly milliseconds: number
}

/** A request and its response, as somebody recorded them. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly requestHeaders: readonly Header[]
  /** null where no response came. */
  readonly status: number | null
  readonly statusText: string
  readonly responseHeaders: readonly Header[]
  /** How long it took; null where nobody measured. */
  readonly milliseconds: number | null
  /** In their order; empty where nobody measured. */
  readonly phases: readonly Phase[]
  readonly sent: Body | null
  readonly received: Body | null
  /** What the program said besides: names looked up, connections, certificates, failures. */
  readonly remarks: readonly string[]
}

/** A header, or a parameter of an address: one too many is hidden rather than one too few. */
const secretName =
  /auth|cookie|token|secret|passw|pwd|signature|session|credential|jwt|api[-_]?key|^(?:key|sig|code|sid)$/i

/** Whoever has it may act in its owner's name: it is shown only to who asks. */
export const isSecret = ({ name }: Header): boolean => secretName.test(name)

/** An address without what opens doors: the password of its user, and parameters that are named like a secret. */
export const withoutSecrets = (url: string): string =>
  url
    .replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#@\s]{1,500}@/i, '$1•••@')
    .replaceAll(/([?&;#])([^=&;#?]{1,200})=([^&;#]+)/g, (whole: string, before: string, name: string) =>
      secretName.test(name) ? `${before}${name}=•••` : whole,
    )
