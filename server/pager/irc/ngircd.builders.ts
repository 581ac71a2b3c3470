import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import framework, { type Client, type Said } from 'irc-framework'

const program = ['/usr/sbin/ngircd', '/usr/bin/ngircd'].find(existsSync)

/** Where it is missing, what needs a real server of IRC is skipped. */
export const hasNgircd = program !== undefined
if (!hasNgircd) process.stdout.write('Skipped: IRC, since the Debian package ngircd is not installed\n')

/** A server of IRC that we did not write, unchanged. */
export interface Ngircd {
  readonly port: number
  start(): Promise<void>
  /** As when its machine fails. */
  stop(): Promise<void>
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

export async function openNgircd(options: { password?: string } = {}): Promise<Ngircd> {
  const folder = mkdtempSync(join(tmpdir(), 'bw-ngircd-'))
  const port = await freePort()
  const file = join(folder, 'ngircd.conf')
  const password = options.password === undefined ? '' : `Password = ${options.password}\n`
  writeFileSync(
    file,
    `[Global]\nName = irc.test\nInfo = Test\nListen = 127.0.0.1\nPorts = ${port}\nMotdPhrase = Hello\n${password}` +
      '[Limits]\nMaxConnectionsIP = 0\nMaxNickLength = 20\n[Options]\nDNS = no\nIdent = no\nPAM = no\n',
  )
  let child: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null) return
    const gone = new Promise((exited) => running.once('exit', exited))
    running.kill('SIGKILL')
    await gone
  }
  const start = async (): Promise<void> => {
    child = spawn(program ?? '', ['-n', '-f', file], { stdio: 'ignore' })
    for (let n = 0; n < 100; n += 1) {
      const visitor = await joinIrc(port, `probe${n}`, options.password).catch(() => undefined)
      if (visitor) return visitor.leave()
      await sleep(50)
    }
    throw new Error('ngircd did not start')
  }
  await start()
  const close = async (): Promise<void> => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { port, start, stop, close }
}

/** Somebody on IRC, by a client that we did not write. */
export interface OnIrc {
  readonly client: Client
  /** What was said to them or where they are, in order. */
  readonly heard: readonly Said[]
  say(target: string, text: string): void
  leave(): void
}

export function joinIrc(port: number, nick: string, password?: string): Promise<OnIrc> {
  const client = new framework.Client()
  const heard: Said[] = []
  const leave = (): void => {
    client.removeAllListeners()
    client.quit()
  }
  return new Promise((resolve, reject) => {
    client.on('registered', () => resolve({ client, heard, say: (target, text) => client.say(target, text), leave }))
    client.on('close', () => reject(new Error('not let in')))
    client.on('privmsg', (said) => heard.push(said))
    client.connect({
      host: '127.0.0.1',
      port,
      nick,
      auto_reconnect: false,
      account: {},
      ...(password !== undefined && { password }),
    })
  })
}
