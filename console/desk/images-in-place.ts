import type { Attachment, TimelineEntry } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

type Message = Extract<TimelineEntry, { kind: 'message' }>

/** Larger ones stay in the list of files. */
const imageBytesMax = 10_000_000
const messageBytesMax = 30_000_000
const drawnTypes = /^image\/(?:png|jpeg|gif|webp)$/

/** Data addresses of images, by the id of their attachment. */
export type Images = ReadonlyMap<string, string>

const noImages: Images = new Map()

/**
 * The images that a formatted mail shows at their place, once they are loaded and can be drawn. The frame
 * of a mail reaches nothing, this server neither: the images are handed into it.
 */
export function useImagesInPlace(message: Message, isWanted: boolean): Images {
  const attachments = useMemo(() => (isWanted ? attachmentsWithPlace(message) : []), [message, isWanted])
  const { data } = useQuery({
    queryKey: ['images of a message', message.id],
    queryFn: () => loadImages(attachments),
    enabled: attachments.length > 0,
    staleTime: Infinity,
    gcTime: 60_000,
  })
  return (isWanted && data) || noImages
}

function attachmentsWithPlace({ html, attachments }: Message): Attachment[] {
  const byContentId = new Map(attachments.map((one) => [one.contentId, one]))
  const places = new Set(html === null ? [] : placesIn(parsed(html)).map(contentIdOf))
  const withPlace = [...places].flatMap((contentId) => byContentId.get(contentId) ?? [])
  let bytes = 0
  return withPlace.filter(({ sizeBytes }) => sizeBytes <= imageBytesMax && (bytes += sizeBytes) <= messageBytesMax)
}

async function loadImages(attachments: readonly Attachment[]): Promise<Images> {
  const images = new Map<string, string>()
  for (const { id, path } of attachments) {
    const image = await loadImage(path)
    if (image !== undefined) images.set(id, image)
  }
  return images
}

/** Undefined where it is no image, or none that can be drawn. */
async function loadImage(path: string): Promise<string | undefined> {
  const response = await fetch(path, { credentials: 'same-origin' })
  if (!response.ok || !drawnTypes.test(response.headers.get('content-type') ?? '')) return undefined
  const address = await dataAddressOf(await response.blob())
  return (await canBeDrawn(address)) ? address : undefined
}

const dataAddressOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the image cannot be read')))
    reader.readAsDataURL(blob)
  })

const canBeDrawn = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const image = new Image()
    image.addEventListener('load', () => resolve(true))
    image.addEventListener('error', () => resolve(false))
    image.src = address
  })

/** The HTML of a message with these images at their places; a place without one keeps its words. */
export function withImages({ html, attachments }: Message, images: Images): string {
  const page = parsed(html ?? '')
  const placed = attachments.filter((one) => images.has(one.id))
  const byContentId = new Map(placed.map((one) => [one.contentId, images.get(one.id)]))
  for (const place of placesIn(page)) {
    const address = byContentId.get(contentIdOf(place))
    if (address === undefined) continue
    const image = page.createElement('img')
    image.src = address
    image.alt = place.textContent
    place.replaceWith(image)
  }
  return page.body.innerHTML
}

/** A document that is never shown: it loads and runs nothing. */
const parsed = (html: string): Document => new DOMParser().parseFromString(html, 'text/html')

const placesIn = (page: Document): HTMLElement[] => [...page.querySelectorAll<HTMLElement>('span[data-image]')]

const contentIdOf = (place: HTMLElement): string => place.dataset['image'] ?? ''
