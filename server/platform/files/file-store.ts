import type { Readable } from 'node:stream'

/** Bytes of the content store, named by what they are. */
export interface Stored {
  readonly sha256: string
  readonly sizeBytes: number
}

/** Bytes in a file of their own that wait to be stored: whoever wrote them has hashed and synced them. */
export interface Draft extends Stored {
  readonly path: string
}

export interface OpenedFile {
  /** Its first bytes. */
  readonly head: Uint8Array
  /** All of it, read as fast as somebody takes it; closes what it reads from when it ends or is destroyed. */
  readonly stream: Readable
}

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Where mails, and what came with them, are kept under their SHA-256. Every method rejects with `FileTrouble`
 * where the store is out of reach, or has lost what it is asked for.
 */
export interface FileStore {
  /**
   * Stores bytes as they come, whatever their number. What has its name is whole and outlives a power cut.
   * Where the bytes end with an error nothing is left. Storing the same bytes again is harmless.
   */
  store(chunks: Chunks): Promise<Stored>
  /** Stores what somebody else wrote into the folder of `withDrafts`, and takes the file at its path. */
  adopt(draft: Draft): Promise<Stored>
  /** A folder in which another process may write drafts; when the work ends, whatever its end, it is gone. */
  withDrafts<Result>(work: (folder: string) => Promise<Result>): Promise<Result>
  open(stored: Stored): Promise<OpenedFile>
  /** For who can read nothing but a path. The file there is whole, is not to be changed, and is lent for this work. */
  withLocalCopy<Result>(stored: Stored, work: (path: string) => Promise<Result>): Promise<Result>
  /** When what has this name was stored last, by the clock of the store; undefined where it is not there. */
  writtenAt(sha256: string): Promise<Date | undefined>
  /** Forgets what has these names; one that is not there is no error. */
  remove(sha256s: readonly string[]): Promise<void>
  /** Resolves where files can be stored and read at the moment. */
  check(): Promise<void>
}

const inWords = { missing: 'missing', unreachable: 'out of reach' }

/** Why stored bytes cannot be had. `unreachable` may end by itself; what is `missing` somebody has to bring back. */
export class FileTrouble extends Error {
  readonly why: 'missing' | 'unreachable'
  /** Names no path, no address and no secret. */
  readonly detail: string

  constructor(why: FileTrouble['why'], detail: string) {
    super(`stored bytes are ${inWords[why]}: ${detail}`)
    this.why = why
    this.detail = detail
  }
}
