/** What browsers read pushes with; it ships no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  export function decrypt(buffer: Buffer, keys: { version: 'aes128gcm'; privateKey: ECDH; authSecret: Buffer }): Buffer
}
