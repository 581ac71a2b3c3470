import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { openSpool, SpoolFull, type SpoolOptions } from './spool.ts'

const folders: string[] = []
const optionsFor = (more: Partial<SpoolOptions> = {}): SpoolOptions => {
  const folder = mkdtempSync(join(tmpdir(), 'spool-'))
  folders.push(folder)
  return { folder, bytesMax: 1 << 20, segmentBytes: 1 << 16, segmentMilliseconds: 60_000, ...more }
}
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

test('what many append at once is all there, each append in one piece', async () => {
  const options = optionsFor()
  const spool = await openSpool(options)
  const pieces = Array.from({ length: 100 }, (_, n) => `a${n}\nb${n}\n`)
  await Promise.all(pieces.map((piece) => spool.append([Buffer.from(piece)])))
  const segment = (await spool.takeClosed(Date.now(), true))!
  const text = readFileSync(segment.path, 'utf8')
  expect(text.length).toBe(pieces.join('').length)
  for (const piece of pieces) expect(text).toContain(piece)
  expect(spool.bytes()).toBe(segment.bytes)
  await spool.remove(segment)
  expect(spool.bytes()).toBe(0)
  expect(readdirSync(options.folder)).toEqual([])
})

test('a segment is closed by its size, by its age, or when it is urgent, and not before', async () => {
  const spool = await openSpool(optionsFor({ segmentBytes: 400, segmentMilliseconds: 1000 }))
  await spool.append([Buffer.from('x\n')])
  expect(await spool.takeClosed(Date.now())).toBeUndefined()
  const byAge = (await spool.takeClosed(Date.now() + 1000))!
  await spool.remove(byAge)
  await spool.append([Buffer.alloc(500, 'x')])
  await spool.append([Buffer.from('y\n')])
  const bySize = (await spool.takeClosed(Date.now()))!
  expect(bySize.bytes).toBe(500)
  await spool.remove(bySize)
  expect(await spool.takeClosed(Date.now())).toBeUndefined()
  expect((await spool.takeClosed(Date.now(), true))!.bytes).toBe(2)
  await spool.stop()
})

test('a full spool refuses and nothing of the refused bytes stays', async () => {
  const spool = await openSpool(optionsFor({ bytesMax: 100 }))
  await spool.append([Buffer.alloc(80, 'x')])
  await expect(spool.append([Buffer.alloc(80, 'y')])).rejects.toThrow(SpoolFull)
  const segment = (await spool.takeClosed(Date.now(), true))!
  expect(readFileSync(segment.path, 'utf8')).not.toContain('y')
  await spool.remove(segment)
  await spool.append([Buffer.alloc(80, 'y')])
  await spool.stop()
})

test('what a former process left is found, the oldest first, also an open segment', async () => {
  const options = optionsFor()
  const first = await openSpool(options)
  await first.append([Buffer.from('one\n')])
  await first.stop()
  appendFileSync(join(options.folder, readdirSync(options.folder)[0]!), 'half')
  const second = await openSpool(options)
  await second.append([Buffer.from('two\n')])
  const oldest = (await second.takeClosed(Date.now()))!
  expect(readFileSync(oldest.path, 'utf8')).toBe('one\nhalf')
  await second.remove(oldest)
  expect(readFileSync((await second.takeClosed(Date.now(), true))!.path, 'utf8')).toBe('two\n')
})

// A limit on the size of files fails a write in the middle, as a full disk does, and needs no rights.
test('a write that the disk refuses leaves nothing behind, and the next smaller one works', async () => {
  const { folder } = optionsFor()
  const program = `
    import { openSpool } from ${JSON.stringify(join(import.meta.dirname, 'spool.ts'))}
    const spool = await openSpool({ folder: ${JSON.stringify(folder)}, bytesMax: 1 << 30, segmentBytes: 1 << 30, segmentMilliseconds: 60000 })
    await spool.append([Buffer.alloc(3000, 'a')])
    const refused = await spool.append([Buffer.alloc(9000, 'b')]).then(() => 'accepted', (error) => error.code)
    await spool.append([Buffer.alloc(1000, 'c')])
    await spool.stop()
    console.log(refused)
  `
  const shell = `trap '' XFSZ; ulimit -f 8; exec "$0" --no-warnings --input-type=module -e "$1"`
  const { stdout } = await promisify(execFile)('bash', ['-c', shell, process.execPath, program])
  expect(stdout.trim()).toBe('EFBIG')
  const [name] = readdirSync(folder)
  expect(statSync(join(folder, name!)).size).toBe(4000)
  expect(readFileSync(join(folder, name!), 'utf8')).toBe('a'.repeat(3000) + 'c'.repeat(1000))
})
