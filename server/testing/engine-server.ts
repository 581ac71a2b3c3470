import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../platform/engine/engine-process.ts', import.meta.url))

/** The evidence engine as a server of its own, which several processes reach by CLICKHOUSE_URL. */
export async function startEngineServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'bw-engine-'))
  const child = fork(program, [folder], {
    execArgv: ['--no-warnings'],
    env: { ...process.env, ENGINE_TOKEN: 'of-the-test', UV_THREADPOOL_SIZE: '8', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [{ port: inner }] = (await once(child, 'message')) as [{ port: number }]
  // The engine's process asks for its token; a server behind an address of its own does not.
  const door = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const through = { port: inner, method, path: url, headers: { ...headers, authorization: 'Bearer of-the-test' } }
    const passed = request(through, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    stop: async () => {
      door.closeAllConnections()
      door.close()
      child.kill('SIGKILL')
      await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
