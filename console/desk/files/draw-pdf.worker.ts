import { getDocument } from 'unpdf/pdfjs'
import type { AskedPage, DrawnPage } from './pdf-pages.ts'

/* Draws pages of a PDF apart from the page that shows them: whoever wrote the file cannot hold that up, and it is ended when it takes too long. */

/** A page as wide as this many pixels is read on any screen. */
const widthPixels = 1400
const heightPixelsMax = 8000

/** Where there is no document a canvas is one of a worker’s own. */
class WorkerCanvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height)
    return { canvas, context: canvas.getContext('2d') }
  }
  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number): void {
    Object.assign(canvas, { width, height })
  }
  destroy({ canvas }: { canvas: OffscreenCanvas }): void {
    Object.assign(canvas, { width: 0, height: 0 })
  }
}

/** A mask is drawn without its filter rather than not at all: a filter is made of elements, of which a worker has none. */
class NoFilters {
  addFilter = (): string => 'none'
  addHCMFilter = (): string => 'none'
  addAlphaFilter = (): string => 'none'
  addLuminosityFilter = (): string => 'none'
  addKnockoutFilter = (): string => 'none'
  addHighlightHCMFilter = (): string => 'none'
  addSelectionHCMFilter = (): string => 'none'
  destroy(): void {}
}

let opened: ReturnType<typeof open> | undefined

const open = (data: Uint8Array) =>
  getDocument({
    data,
    // Letters are drawn as their outlines: a worker has no fonts of the page.
    disableFontFace: true,
    useSystemFonts: false,
    CanvasFactory: WorkerCanvases,
    FilterFactory: NoFilters,
  }).promise

addEventListener('message', ({ data }: MessageEvent<AskedPage>) => {
  void draw(data).then(
    ({ image, pages }) => answer({ page: data.page, pages, image }, [image]),
    (error: Error) =>
      answer({ page: data.page, problem: error.name === 'PasswordException' ? 'locked' : 'broken' }, []),
  )
})

const answer = (drawn: DrawnPage, moved: Transferable[]): void => postMessage(drawn, { transfer: moved })

async function draw({ page: number, bytes }: AskedPage): Promise<{ image: ImageBitmap; pages: number }> {
  opened ??= open(new Uint8Array(bytes))
  const document = await opened
  const page = await document.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(widthPixels / width, heightPixelsMax / height)
  const viewport = page.getViewport({ scale })
  const canvas = new OffscreenCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D
  await page.render({ canvasContext, canvas: null, viewport }).promise
  return { image: canvas.transferToImageBitmap(), pages: document.numPages }
}
