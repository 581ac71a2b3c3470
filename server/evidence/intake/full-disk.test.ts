import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { realClock } from '../../platform/clock/clock.ts'
import { startEngine } from '../../platform/engine/start-engine.ts'
import { startIntake } from './start-intake.ts'

const disk = mkdtempSync(join(tmpdir(), 'bw-disk-'))
const engineFolder = mkdtempSync(join(tmpdir(), 'bw-engine-'))

/** A real disk of 4 MB; only root may mount one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const isMounted = mountSmallDisk()
if (!isMounted) process.stdout.write('Skipped: the full disk, since only root may mount a small one.\n')

afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', disk])
  for (const folder of [disk, engineFolder]) rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!isMounted)(
  'a full disk is a 503 that says so, loses nothing, and ends by itself',
  async () => {
    const log = pino({ level: 'silent' })
    const engine = await startEngine({ folder: engineFolder, log })
    const intake = await startIntake({ engine, folder: disk, clock: realClock, log })
    const send = (id: string) => {
      const body = JSON.stringify({ 'customer.id': 'disk', 'request.id': id, body: 'x'.repeat(4000) })
      return intake.accept(Readable.from([Buffer.from(body)]), {})
    }
    await send('before')
    const ballast = join(disk, 'ballast')
    expect(() => writeFileSync(ballast, Buffer.alloc(8 << 20))).toThrow(/ENOSPC/)
    await expect(send('refused')).rejects.toMatchObject({
      kind: { status: 503 },
      retryAfterSeconds: expect.any(Number),
    })
    rmSync(ballast)
    await send('after')
    await intake.flush()
    const rows = await engine.query<{ id: string }>('select `request.id` as id from evidence.events order by id')
    expect(rows.map((row) => row.id)).toEqual(['after', 'before'])
    await intake.stop()
    await engine.stop()
  },
  30_000,
)
