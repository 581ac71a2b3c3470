import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { serveApart } from '../apart/serve-apart.ts'
import type { ThumbnailTask } from './thumbnails.ts'

/** At most; twice of what a screen shows, for dense ones. */
const thumbnail = { width: 320, height: 240, fit: 'inside', withoutEnlargement: true } as const

/** Of an image once it is unpacked: a screen shot of five monitors, or a photo of a good camera. */
const pixelsMax = 50_000_000

// Only the readers of what a browser may show: the library knows more formats, some of which load files or run programs.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadNsgif', 'VipsForeignLoadWebp'],
})
sharp.cache(false)
sharp.concurrency(1)

serveApart<ThumbnailTask, Uint8Array>(async ({ path }) =>
  sharp(await readFile(path), { limitInputPixels: pixelsMax, failOn: 'error' })
    .autoOrient()
    .resize(thumbnail)
    .webp({ quality: 75 })
    .toBuffer(),
)
