import { randomInt } from 'node:crypto'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'

/** Debian's Python, the only one that knows Debian's Swift. */
const python = '/usr/bin/python3'

/** Why there is no S3 server here; undefined where there is one. */
export const noS3Server = existsSync('/usr/lib/python3/dist-packages/swift')
  ? undefined
  : 'the Debian package python3-swift is not installed'

/** OpenStack Swift, which speaks S3, as a store of one machine, with one bucket. */
export interface S3Server {
  /** For `FILES_URL`. */
  readonly url: string
  readonly port: number
  readonly secret: string
  /** Signs requests in the tests' own name. */
  readonly client: AwsClient
  readonly bucketUrl: string
  /** The names of all objects, in order. */
  names(): Promise<string[]>
  /** Ends what answers requests; what is stored stays. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

const backends = ['account', 'container', 'object'] as const
type Part = (typeof backends)[number] | 'proxy'

/** A part ends with the tests that started it, however these end. */
const runPart = `
import ctypes, sys
ctypes.CDLL(None).prctl(1, 9)
from swift.common import utils
folder, part = sys.argv[1:]
utils.SWIFT_CONF_FILE = folder + '/swift.conf'
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(f'{folder}/{part}.conf', f'{part}-server'))`

const makeRings = `
import sys
from swift.common.ring import RingBuilder
for name, port in zip(['account', 'container', 'object'], sys.argv[2:]):
    builder = RingBuilder(1, 1, 1)
    builder.add_dev(dict(id=0, region=1, zone=1, weight=1, ip='127.0.0.1', port=int(port), device='disk'))
    builder.rebalance()
    builder.get_ring().save(f'{sys.argv[1]}/{name}.ring.gz')`

const key = 'tests:writer'
const secret = 'not/a+real=secret'
const region = 'eu-test-1'

export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'bw-swift-'))
  const ports = await freePorts(4)
  const port = ports[3] as number
  mkdirSync(join(folder, 'devices', 'disk'), { recursive: true })
  execFileSync(python, ['-c', makeRings, folder, ...ports.slice(0, 3).map(String)], { stdio: 'pipe' })
  writeFileSync(join(folder, 'swift.conf'), '[swift-hash]\nswift_hash_path_suffix = tests\n')
  backends.forEach((part, at) => writeFileSync(join(folder, `${part}.conf`), backendSettings(folder, part, ports[at])))
  writeFileSync(join(folder, 'proxy.conf'), proxySettings(folder, port))

  const start = (part: Part): ChildProcess => spawn(python, ['-c', runPart, folder, part], { stdio: 'ignore' })
  const children = backends.map(start)
  let proxy = start('proxy')
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: 's3', region, retries: 0 })
  const bucketUrl = `http://127.0.0.1:${port}/files`
  const stop = async (): Promise<void> => {
    await Promise.all([...children, proxy].map(kill))
    rmSync(folder, { recursive: true, force: true })
  }
  await untilReady(client, bucketUrl).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    url: `s3+http://${encodeURIComponent(key)}:${encodeURIComponent(secret)}@127.0.0.1:${port}/files?region=${region}`,
    port,
    secret,
    client,
    bucketUrl,
    names: async () => {
      const list = await (await client.fetch(`${bucketUrl}?list-type=2`)).text()
      return [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, name]) => name ?? '')
    },
    goAway: () => kill(proxy),
    comeBack: async () => {
      proxy = start('proxy')
      await untilReady(client, bucketUrl)
    },
    stop,
  }
}

const common = (folder: string, port: number | undefined): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
`

const backendSettings = (folder: string, part: Part, port: number | undefined): string => `${common(folder, port)}
devices = ${folder}/devices
mount_check = false
[pipeline:main]
pipeline = ${part}-server
[app:${part}-server]
use = egg:swift#${part}
`

const proxySettings = (folder: string, port: number): string => `${common(folder, port)}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:s3api]
use = egg:swift#s3api
location = ${region}
[filter:tempauth]
use = egg:swift#tempauth
user_${key.replace(':', '_')} = ${secret} .admin
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
# Parts that start later than this one are not shunned for a minute.
error_suppression_limit = 1000000
`

/** Makes the bucket; where it is there already the refusal is an answer too. */
async function untilReady(client: AwsClient, bucketUrl: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await client.fetch(bucketUrl, { method: 'PUT' }).catch(() => undefined)
    if (response?.ok || response?.status === 409) return
    await sleep(100)
  }
  throw new Error('Swift did not start within 30 seconds')
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Below the ports that the system gives to connections: nobody takes them between this look and the start. */
async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = []
  while (servers.length < count) {
    const server = createServer().listen(randomInt(20_000, 32_000), '127.0.0.1')
    await once(server, 'listening').then(
      () => servers.push(server),
      () => undefined,
    )
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return ports
}
