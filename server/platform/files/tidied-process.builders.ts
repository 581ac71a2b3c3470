import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { openFolderStore } from './folder-store.ts'
import { readS3Address } from './s3-address.ts'
import { openS3Store } from './s3-store.ts'

/*
 * Stores and reads files while memory is tidied, in a process that has little else in it: what is in memory then is
 * needed. Run with --expose-gc; says on its output what it saw.
 */
const megabyte = 1024 * 1024
const [megabytes = 0, times = 0] = process.argv.slice(2).map(Number)
const [url = '', dataFolder = ''] = process.argv.slice(4)
const files = url === '' ? openFolderStore(dataFolder) : openS3Store(readS3Address(url), dataFolder)
const tidyMemory = (): void => void globalThis.gc?.()

/** What the first round finds is given back by the second. */
function neededBytes(): number {
  tidyMemory()
  tidyMemory()
  return process.memoryUsage().arrayBuffers
}

const before = neededBytes()
let most = 0
const watching = setInterval(() => {
  most = Math.max(most, neededBytes() - before)
}, 50)
const piece = Buffer.alloc(megabyte, 'x')
const large = await files.store(Array.from({ length: megabytes }, () => piece))
const { stream } = await files.open(large)
await sleep(300)
let taken = 0
for await (const chunk of stream) taken += (chunk as Buffer).length
await files.withLocalCopy(large, async () => undefined)
clearInterval(watching)

const small = await files.store([Buffer.from('read again and again')])
const tidying = setInterval(tidyMemory)
const read: string[] = []
for (let time = 0; time < times; time += 1) {
  read.push(String(await buffer((await files.open(small)).stream)))
  read.push(await files.withLocalCopy(small, async () => 'lent'))
}
clearInterval(tidying)
process.stdout.write(JSON.stringify({ mostMegabytes: most / megabyte, taken, read }))
