/** What a request carries to say whose it is. */
export interface Credentials {
  readonly sessionToken: string | undefined
  readonly bearerToken: string | undefined
}
