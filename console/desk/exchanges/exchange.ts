/** A header as it was sent; of what opens doors the value is kept out of sight. */
export interface Header {
  readonly name: string
  readonly value: string
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
  /** What the program said besides: names looked up, connections, certificates, failures. */
  readonly remarks: readonly string[]
}

const secrets = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key', 'x-auth-token'])

/** Whoever has it may act in its owner's name: it is shown only to who asks. */
export const isSecret = ({ name }: Header): boolean => secrets.has(name.toLowerCase())
