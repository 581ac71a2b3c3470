import { mkdir, open, readdir, stat, unlink, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

export interface Segment {
  /** Unique for ever; the engine knows a repeated batch by it. */
  readonly name: string
  readonly path: string
  readonly bytes: number
}

export interface Spool {
  /** Resolves when the bytes are on the disk. */
  append(rows: readonly Buffer[]): Promise<void>
  /** The oldest segment that will not grow any more; closes the open one if it is old or large enough. */
  takeClosed(now: number, isUrgent?: boolean): Promise<Segment | undefined>
  remove(segment: Segment): Promise<void>
  bytes(): number
  stop(): Promise<void>
}

export interface SpoolOptions {
  readonly folder: string
  readonly bytesMax: number
  /** A segment grows no further than this; a quarter of it is worth an insert of its own. */
  readonly segmentBytes: number
  readonly segmentMilliseconds: number
}

export class SpoolFull extends Error {}

interface Waiting {
  readonly rows: readonly Buffer[]
  readonly bytes: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface OpenSegment {
  readonly name: string
  readonly path: string
  readonly file: FileHandle
  readonly startedAt: number
  bytes: number
}

/**
 * Files of accepted events that the engine does not hold yet. What was appended survives a crash of
 * the process and of the machine; requests that wait at the same time share one sync to the disk.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { folder } = options
  await mkdir(folder, { recursive: true })
  const closed: Segment[] = []
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ndjson')).toSorted()) {
    const path = join(folder, name)
    closed.push({ name, path, bytes: (await stat(path)).size })
  }
  let waiting: Waiting[] = []
  let current: OpenSegment | undefined
  let sequence = 0
  let total = closed.reduce((sum, segment) => sum + segment.bytes, 0)
  // Writing and closing take turns: a segment is closed only between two writes.
  let turn: Promise<unknown> = Promise.resolve()
  let isWriting = false

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }

  async function openSegment(): Promise<OpenSegment> {
    const name = `${String(Date.now()).padStart(15, '0')}-${process.pid}-${String((sequence += 1)).padStart(8, '0')}.ndjson`
    const path = join(folder, name)
    const file = await open(path, 'ax')
    // Without this a power cut can lose the file's name though its content is on the disk.
    const directory = await open(folder)
    await directory.sync().finally(() => directory.close())
    return { name, path, file, startedAt: Date.now(), bytes: 0 }
  }

  async function writeWaiting(): Promise<void> {
    isWriting = false
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      current ??= await openSegment()
      const segment = current
      try {
        await writeFully(
          segment.file,
          batch.flatMap((one) => one.rows),
        )
        await segment.file.datasync()
      } catch (error) {
        // Nothing of a failed write may stay: its senders are told that nothing was accepted.
        await segment.file.truncate(segment.bytes).catch(() => undefined)
        throw error
      }
      const written = batch.reduce((sum, one) => sum + one.bytes, 0)
      segment.bytes += written
      total += written
      for (const one of batch) one.resolve()
      if (segment.bytes >= options.segmentBytes) await closeCurrent()
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }

  async function closeCurrent(): Promise<void> {
    const segment = current
    if (segment === undefined) return
    current = undefined
    await segment.file.close()
    if (segment.bytes === 0) return unlink(segment.path)
    closed.push({ name: segment.name, path: segment.path, bytes: segment.bytes })
  }

  return {
    append(rows) {
      const bytes = rows.reduce((sum, row) => sum + row.length, 0)
      if (bytes === 0) return Promise.resolve()
      if (total + bytes > options.bytesMax) return Promise.reject(new SpoolFull('The spool is full'))
      return new Promise((resolve, reject) => {
        waiting.push({ rows, bytes, resolve, reject })
        if (isWriting) return
        isWriting = true
        void inTurn(writeWaiting)
      })
    },
    async takeClosed(now, isUrgent = false) {
      if (closed.length > 0) return closed[0]
      const segment = current
      if (segment === undefined || segment.bytes === 0) return undefined
      const isOld = now - segment.startedAt >= options.segmentMilliseconds
      if (isOld || isUrgent || segment.bytes >= options.segmentBytes / 4) await inTurn(closeCurrent)
      return closed[0]
    },
    async remove(segment) {
      await unlink(segment.path).catch(() => undefined)
      const at = closed.findIndex((one) => one.name === segment.name)
      if (at !== -1) closed.splice(at, 1)
      total -= segment.bytes
    },
    bytes: () => total,
    stop: () => inTurn(closeCurrent),
  }
}

const buffersMax = 512

async function writeFully(file: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  for (let at = 0; at < buffers.length; at += buffersMax) {
    const some = buffers.slice(at, at + buffersMax)
    const wanted = some.reduce((sum, one) => sum + one.length, 0)
    const { bytesWritten } = await file.writev(some)
    // A short write is the disk's way of saying that it is full.
    if (bytesWritten < wanted) await file.writeFile(Buffer.concat(some).subarray(bytesWritten))
  }
}
