import { createHash } from 'node:crypto'
import { open, readdir, rename, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, syncFolder } from '../../platform/files/sync-folder.ts'

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
  /** Lets the others go first. */
  putLast(segment: Segment): void
  /** Moves a segment to the folder `set-aside`, with the reason beside it. */
  setSegmentAside(segment: Segment, reason: string): Promise<void>
  /** Writes rows of a segment there. Said again, as after a crash, it is the same file. */
  setRowsAside(segment: Segment, rows: Uint8Array, reason: string): Promise<void>
  /** How many files lie there, also those of former runs. */
  setAside(): number
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

interface SpoolState {
  readonly options: SpoolOptions
  readonly closed: Segment[]
  waiting: Waiting[]
  current: OpenSegment | undefined
  bytes: number
  isWriting: boolean
  readonly setAside: Set<string>
  /** Writing and closing take turns: a segment is closed only between two writes. */
  turn: Promise<unknown>
}

/**
 * Files of accepted events that the engine does not hold yet. What was appended survives a crash of
 * the process and of the machine; requests that wait at the same time share one sync to the disk.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const state: SpoolState = {
    options,
    closed: await findSegments(options.folder),
    waiting: [],
    current: undefined,
    bytes: 0,
    isWriting: false,
    setAside: await findSetAside(options.folder),
    turn: Promise.resolve(),
  }
  state.bytes = bytesOf(state.closed)
  return {
    append: (rows) => append(state, rows),
    takeClosed: (now, isUrgent = false) => takeClosed(state, now, isUrgent),
    remove: async (segment) => {
      await unlink(segment.path).catch(() => undefined)
      forget(state, segment)
    },
    putLast: (segment) => {
      const at = state.closed.findIndex((one) => one.name === segment.name)
      if (at !== -1) state.closed.push(...state.closed.splice(at, 1))
    },
    setSegmentAside: async (segment, reason) => {
      const folder = join(options.folder, 'set-aside')
      await makeFolder(folder)
      // A file that is gone or cannot be moved must not hold up the others either.
      await rename(segment.path, join(folder, segment.name)).catch(() => undefined)
      await sayAside(state, segment.name, reason)
      forget(state, segment)
    },
    setRowsAside: async (segment, rows, reason) => {
      const digest = createHash('sha256').update(rows).digest('hex').slice(0, 12)
      const name = `${segment.name.replace(/\.ndjson$/, '')}-${digest}.ndjson`
      await makeFolder(join(options.folder, 'set-aside'))
      await writeFile(join(options.folder, 'set-aside', name), rows, { flush: true })
      await sayAside(state, name, reason)
    },
    setAside: () => state.setAside.size,
    bytes: () => state.bytes,
    stop: () => inTurn(state, () => closeCurrent(state)),
  }
}

function forget(state: SpoolState, segment: Segment): void {
  const at = state.closed.findIndex((one) => one.name === segment.name)
  if (at === -1) return
  state.closed.splice(at, 1)
  state.bytes -= segment.bytes
}

async function sayAside(state: SpoolState, name: string, reason: string): Promise<void> {
  await writeFile(join(state.options.folder, 'set-aside', `${name}.reason.txt`), `${reason}\n`)
  // The segment goes next: its refused rows must be in their folder by then.
  await syncFolder(join(state.options.folder, 'set-aside'))
  state.setAside.add(name)
}

async function findSetAside(folder: string): Promise<Set<string>> {
  const names = await readdir(join(folder, 'set-aside')).catch(() => [])
  return new Set(names.filter((name) => name.endsWith('.ndjson')))
}

const bytesOf = (parts: readonly { readonly bytes: number }[]): number =>
  parts.reduce((sum, part) => sum + part.bytes, 0)

/** What a former process left, the oldest first. */
async function findSegments(folder: string): Promise<Segment[]> {
  await makeFolder(folder)
  const names = (await readdir(folder)).filter((file) => file.endsWith('.ndjson')).toSorted()
  return Promise.all(
    names.map(async (name) => ({ name, path: join(folder, name), bytes: (await stat(join(folder, name))).size })),
  )
}

function inTurn<T>(state: SpoolState, work: () => Promise<T>): Promise<T> {
  const next = state.turn.then(work)
  state.turn = next.catch(() => undefined)
  return next
}

async function append(state: SpoolState, rows: readonly Buffer[]): Promise<void> {
  const bytes = rows.reduce((sum, row) => sum + row.length, 0)
  if (bytes === 0) return
  if (state.bytes + bytes > state.options.bytesMax) throw new SpoolFull('The spool is full')
  return new Promise((resolve, reject) => {
    state.waiting.push({ rows, bytes, resolve, reject })
    if (state.isWriting) return
    state.isWriting = true
    void inTurn(state, () => writeWaiting(state))
  })
}

async function takeClosed(state: SpoolState, now: number, isUrgent: boolean): Promise<Segment | undefined> {
  const { closed, current, options } = state
  if (current === undefined || current.bytes === 0) return closed[0]
  const isOld = now - current.startedAt >= options.segmentMilliseconds
  const isLarge = closed.length === 0 && current.bytes >= options.segmentBytes / 4
  if (isOld || isUrgent || isLarge) await inTurn(state, () => closeCurrent(state))
  return closed[0]
}

/** Whatever spools a process opens, no two segments of it have one name. */
let segmentsOfProcess = 0

async function openSegment(state: SpoolState): Promise<OpenSegment> {
  const { folder } = state.options
  segmentsOfProcess += 1
  const parts = [String(Date.now()).padStart(15, '0'), process.pid, String(segmentsOfProcess).padStart(8, '0')]
  const name = `${parts.join('-')}.ndjson`
  const path = join(folder, name)
  const file = await open(path, 'ax')
  await syncFolder(folder)
  return { name, path, file, startedAt: Date.now(), bytes: 0 }
}

async function writeWaiting(state: SpoolState): Promise<void> {
  state.isWriting = false
  const batch = state.waiting
  state.waiting = []
  if (batch.length === 0) return
  try {
    state.current ??= await openSegment(state)
    const segment = state.current
    await writeAndSync(
      segment,
      batch.flatMap((one) => one.rows),
    )
    segment.bytes += bytesOf(batch)
    state.bytes += bytesOf(batch)
    for (const one of batch) one.resolve()
    if (segment.bytes >= state.options.segmentBytes) await closeCurrent(state)
  } catch (error) {
    for (const one of batch) one.reject(error)
  }
}

async function writeAndSync(segment: OpenSegment, rows: readonly Buffer[]): Promise<void> {
  try {
    await writeFully(segment.file, rows)
    await segment.file.datasync()
  } catch (error) {
    // Nothing of a failed write may stay: its senders are told that nothing was accepted.
    await segment.file.truncate(segment.bytes).catch(() => undefined)
    throw error
  }
}

async function closeCurrent(state: SpoolState): Promise<void> {
  const segment = state.current
  if (segment === undefined) return
  state.current = undefined
  await segment.file.close()
  if (segment.bytes === 0) return unlink(segment.path)
  state.closed.push({ name: segment.name, path: segment.path, bytes: segment.bytes })
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
