/**
 * The child process that holds the embedded engine and speaks ClickHouse's HTTP protocol, so that
 * the rest of the server uses the stock client and a crash of the engine touches nothing else.
 * Started by start-engine.ts with an IPC channel; it never outlives its parent.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { drainPending, Session, type RawInsertFormat } from 'chdb'
import { readEngineRequest, type EngineRequest } from './engine-request.ts'
import { QueueFull, sessionQueue } from './session-queue.ts'

const readers = 3
const waitingMax = 200
const sqlBytesMax = 1 << 20
const insertBytesMax = 256 << 20
const answerBytesMax = 256 << 20

class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Serves the engine in `folder` until the parent goes away. */
function serveEngine(folder: string, token: string): void {
  const sessions = Array.from({ length: readers + 1 }, () => new Session(folder))
  // One session runs one query at a time: inserts have one of their own, so that no reader waits for them.
  const forWrites = sessionQueue(sessions.slice(0, 1), waitingMax)
  const forReads = sessionQueue(sessions.slice(1), waitingMax)
  const expected = Buffer.from(`Bearer ${token}`)

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, error))
  })
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine')
    if (url.pathname === '/ping') return void response.end('Ok.\n')
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(401, 'Code: 516. DB::Exception: Authentication failed (AUTHENTICATION_FAILED)')
    }
    const inAddress = url.searchParams.get('query')
    const body = await readBody(request, inAddress === null ? sqlBytesMax : insertBytesMax)
    const asked = readEngineRequest(inAddress ?? body.toString(), url.searchParams)
    const queue = asked.kind === 'select' ? forReads : forWrites
    const session = await queue.take()
    try {
      if (!response.closed) await run(session, asked, body, response)
    } finally {
      queue.giveBack(session)
    }
  }

  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(0), 5000).unref()
    server.close()
    for (const session of sessions) session.close()
    await drainPending()
    process.exit(0)
  }
  process.on('disconnect', () => void stop())
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => undefined)
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ kind: 'ready', port: (server.address() as AddressInfo).port })
  })
}

async function run(session: Session, asked: EngineRequest, body: Buffer, response: ServerResponse): Promise<void> {
  if (asked.kind === 'select') return streamRows(session, asked.sql, asked.format, response)
  if (asked.kind === 'command') {
    await session.queryAsync(asked.sql)
    return void response.end()
  }
  const format = asked.format as RawInsertFormat
  const written = await session.insert({ table: asked.table, values: body, format, settings: asked.settings })
  const summary = { written_rows: String(written.rowsSent ?? 0), written_bytes: String(written.bytesSent) }
  response.setHeader('x-clickhouse-summary', JSON.stringify(summary))
  response.end()
}

async function streamRows(session: Session, sql: string, format: string, response: ServerResponse): Promise<void> {
  let bytes = 0
  response.setHeader('x-clickhouse-format', format)
  for await (const chunk of session.queryStream(sql, { format })) {
    bytes += chunk.numBytes
    if (bytes > answerBytesMax) throw new Refusal(500, 'Code: 396. DB::Exception: The result is too large')
    if (response.closed) break
    if (!response.write(chunk.raw())) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new Refusal(413, 'Code: 1002. DB::Exception: The request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function fail(response: ServerResponse, error: unknown): void {
  // Half an answer cannot be taken back; a cut connection tells the client not to believe it.
  if (response.headersSent) return void response.destroy()
  const message = error instanceof Error ? error.message : String(error)
  const code = /^Code: (\d+)/.exec(message)?.[1]
  const status = error instanceof Refusal ? error.status : code === '60' || code === '81' ? 404 : 500
  response.statusCode = error instanceof QueueFull ? 503 : status
  response.setHeader('x-clickhouse-exception-code', code ?? (error instanceof QueueFull ? '202' : '1002'))
  response.end(code === undefined ? `Code: 1002. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)` : message)
}

const [, , folder] = process.argv
const token = process.env['ENGINE_TOKEN'] ?? ''
if (process.send !== undefined && folder !== undefined && token !== '') {
  try {
    serveEngine(folder, token)
  } catch (error) {
    process.send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }, () =>
      process.exit(1),
    )
  }
}
