/** What a mail says that is attached to another. */
export interface ReadMail {
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly date: string
  readonly subject: string
  /** Names of its files; empty where one has none. */
  readonly files: readonly string[]
  /** null where it is formatted alone. */
  readonly text: string | null
  readonly html: string
}

const patienceMs = 10_000

/** Reads a mail; null where it cannot be read, or not soon. */
export function readMail(bytes: ArrayBuffer): Promise<ReadMail | null> {
  const worker = new Worker(new URL('./read-mail.worker.ts', import.meta.url), { type: 'module' })
  const read = new Promise<ReadMail | null>((resolve) => {
    setTimeout(() => resolve(null), patienceMs)
    worker.addEventListener('message', ({ data }: MessageEvent<ReadMail | null>) => resolve(data))
    worker.addEventListener('error', () => resolve(null))
    worker.postMessage(bytes)
  })
  return read.finally(() => worker.terminate())
}
