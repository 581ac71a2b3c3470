import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openThumbnail } from '@bellwether/contract/desk.ts'
import { type MailedFile, mailWithFiles, pixel } from '../testing/mail-with-files.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

let tickets = 0
async function attached(bytes: MailedFile['bytes'], contentType = 'image/png') {
  const file = { bytes, contentType, parameters: 'filename="shot.png"' }
  const subject = `Images ${(tickets += 1)}`
  const ticket = await givenTicket(world, { from: 'vera@acme.test', subject, ...mailWithFiles([file]) })
  const [attachment] = ticket.timeline.flatMap((entry) => (entry.kind === 'message' ? entry.attachments : []))
  return { ticket, attachment: attachment!, params: { id: ticket.id, attachmentId: attachment!.id } }
}

/** A picture of a place and a camera, lying on its side as cameras store it. */
const photo = (format: 'png' | 'jpeg' | 'gif' | 'webp') =>
  sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#258' } })
    .withExif({ IFD0: { Model: 'Camera of Vera' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer()

describe('a thumbnail', () => {
  test.each(['png', 'jpeg', 'gif', 'webp'] as const)(
    'of a %s is small, a WebP, and keeps its shape',
    async (format) => {
      const { attachment } = await attached(await photo(format), `image/${format}`)
      const response = await world.ana.raw(attachment.thumbnailPath!)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
      expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      const drawn = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
      const { width, height } = drawn
      expect(format === 'gif' ? width / height : height / width).toBe(2)
      expect(Math.max(width / 320, height / 240)).toBe(1)
      expect(drawn.exif).toBeUndefined()
    },
  )

  test('of a tiny image is as tiny', async () => {
    const { attachment } = await attached(pixel)
    const drawn = await sharp(await (await world.ana.raw(attachment.thumbnailPath!)).arrayBuffer()).metadata()
    expect([drawn.width, drawn.height]).toEqual([1, 1])
  })

  test('of what says that it is none is not offered, and refused', async () => {
    const { attachment, params } = await attached('%PDF-1.7', 'application/pdf')
    expect(attachment.thumbnailPath).toBeNull()
    expect(await world.ana.refused(openThumbnail, { params })).toMatchObject({ status: 404 })
  })

  test('is refused to whom the attachment is', async () => {
    const { attachment, ticket } = await attached(pixel)
    expect((await world.nobody.raw(attachment.thumbnailPath!)).status).toBe(401)
    const other = await attached(pixel)
    const params = { id: ticket.id, attachmentId: other.attachment.id }
    expect(await world.ana.refused(openThumbnail, { params })).toMatchObject({ status: 404 })
  })
})

/** A PNG of so many pixels in a few bytes: its header promises them. */
function promising(width: number, height: number): Buffer {
  const header = Buffer.from(pixel)
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return header
}

describe('what a stranger calls an image', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
  test.each<[string, MailedFile['bytes'] | Promise<Buffer>]>([
    ['an SVG that reads a file', svg],
    ['a page', '<!doctype html><script>1</script>'],
    ['a TIFF', sharp(pixel).tiff().toBuffer()],
    ['half a photo', photo('jpeg').then((bytes) => bytes.subarray(0, 400))],
    ['an image of 10^10 pixels', promising(100_000, 100_000)],
    ['a header whose sum is wrong', promising(1, 2)],
    ['nothing', ''],
  ])('%s has no thumbnail, and the server lives', async (_, bytes) => {
    const { params } = await attached(await bytes)
    const { status, problem } = await world.ana.refused(openThumbnail, { params })
    expect([status, problem.detail]).toEqual([404, 'This attachment is no image, or none that can be drawn.'])
    const good = await attached(pixel)
    expect((await world.ana.raw(good.attachment.thumbnailPath!)).status).toBe(200)
  })
})
