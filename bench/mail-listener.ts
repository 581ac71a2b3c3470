import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf } from './memory-of.ts'

const program = join(import.meta.dirname, '..', 'server', 'bellwether.ts')
const megabyte = 1_000_000
const mailBytes = 45 * megabyte
const rounds = 3
const smtpPort = 25_925

/** A mail with one attachment of base64, in pieces as a mail server sends them. */
function mailPieces(subject: string): Buffer[] {
  const head = `From: vera@bench.test\r\nTo: support@bellwether.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/octet-stream; name=dump.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  const line = `${'QUJD'.repeat(19)}\r\n`
  const piece = Buffer.from(line.repeat(800))
  const body = Array.from({ length: Math.ceil(mailBytes / piece.length) }, () => piece)
  return [Buffer.from(head), ...body, Buffer.from('--b--\r\n.\r\n')]
}

/** Delivers by SMTP; resolves when `250` was said. */
async function deliver(subject: string): Promise<void> {
  const socket = createConnection(smtpPort, '127.0.0.1')
  const heard = async (code: string): Promise<void> => {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    if (!chunk.toString().startsWith(code)) throw new Error(chunk.toString())
  }
  await heard('220')
  for (const [command, code] of [
    ['HELO bench.test', '250'],
    ['MAIL FROM:<vera@bench.test>', '250'],
    ['RCPT TO:<support@bellwether.example>', '250'],
    ['DATA', '354'],
  ] as const) {
    socket.write(`${command}\r\n`)
    await heard(code)
  }
  for (const piece of mailPieces(subject)) if (!socket.write(piece)) await once(socket, 'drain')
  await heard('250')
  socket.destroy()
}

interface Figures {
  readonly stallSeconds: number
  readonly residentMegabytes: number
  readonly peakMegabytes: number
}

/** Delivers so many mails at once to a fresh server and waits until it is quiet again. */
async function measure(mails: number): Promise<Figures> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-mail-'))
  const env = {
    ...process.env,
    BELLWETHER_DATA: dataFolder,
    PORT: '0',
    SMTP_PORT: `${smtpPort}`,
    LOG_LEVEL: 'error',
  }
  const server = spawn(process.execPath, [program, 'serve'], { env, stdio: 'ignore' })
  const exited = once(server, 'exit')
  try {
    const url = await started(server, dataFolder)
    const watch = watchStalls(url)
    await Promise.all(Array.from({ length: mails }, (_, turn) => deliver(`Mail ${turn}`)))
    await sleep(15_000)
    return {
      stallSeconds: watch.stop(),
      residentMegabytes: memoryOf(server.pid ?? 0, 'VmRSS'),
      peakMegabytes: memoryOf(server.pid ?? 0, 'VmHWM'),
    }
  } finally {
    server.kill('SIGTERM')
    await exited
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function started(server: ChildProcess, dataFolder: string): Promise<string> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('The server ended.')
    try {
      const { url } = JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')) as { url: string }
      if ((await fetch(`${url}/healthz`)).status === 200) return url
    } catch {
      // Not yet.
    }
    await sleep(50)
  }
}

/** The longest that the server took for a request that asks nothing of it. */
function watchStalls(url: string): { stop(): number } {
  let longest = 0
  let isStopped = false
  const watching = async (): Promise<void> => {
    while (!isStopped) {
      const startedAt = performance.now()
      await (await fetch(`${url}/healthz`)).arrayBuffer()
      longest = Math.max(longest, (performance.now() - startedAt) / 1000)
      await sleep(10)
    }
  }
  void watching()
  return {
    stop: () => {
      isStopped = true
      return longest
    },
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Four mails of 45 MB at once beside one: the longest stall of the main loop, and what memory is left afterwards. */
export async function run(): Promise<void> {
  const found = new Map<number, Figures[]>([0, 1, 4].map((mails) => [mails, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const [mails, figures] of found) figures.push(await measure(mails))
  process.stdout.write(`medians of ${rounds} rounds\n`)
  for (const [mails, figures] of found) {
    const stall = median(figures.map((one) => one.stallSeconds)).toFixed(3)
    const resident = median(figures.map((one) => one.residentMegabytes)).toFixed(0)
    const peak = median(figures.map((one) => one.peakMegabytes)).toFixed(0)
    process.stdout.write(`${mails} mails: longest stall ${stall} s, ${peak} MB at most, ${resident} MB afterwards\n`)
  }
}
