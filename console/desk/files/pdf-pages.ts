/** What is asked of the worker that draws; the bytes come with each, so that one that was ended can begin anew. */
export interface AskedPage {
  readonly page: number
  readonly bytes: ArrayBuffer
}

export type DrawnPage =
  | { readonly page: number; readonly pages: number; readonly image: ImageBitmap }
  | { readonly page: number; readonly problem: PdfProblem }

/** It needs a password; it is no PDF; it took too long. */
export type PdfProblem = 'locked' | 'broken' | 'slow'

const patienceMs = 20_000

/** Draws one page after the other of one file. */
export interface PdfPages {
  draw(page: number): Promise<DrawnPage>
  close(): void
}

export function openPdf(bytes: ArrayBuffer): PdfPages {
  let worker: Worker | undefined
  const close = (): void => {
    worker?.terminate()
    worker = undefined
  }
  const draw = (page: number): Promise<DrawnPage> =>
    new Promise((resolve) => {
      worker ??= new Worker(new URL('./draw-pdf.worker.ts', import.meta.url), { type: 'module' })
      const own = worker
      const end = (drawn: DrawnPage): void => {
        clearTimeout(timer)
        own.removeEventListener('message', onDrawn)
        resolve(drawn)
      }
      const timer = setTimeout(() => {
        close()
        end({ page, problem: 'slow' })
      }, patienceMs)
      const onDrawn = ({ data }: MessageEvent<DrawnPage>): void => {
        if (data.page === page) end(data)
      }
      own.addEventListener('message', onDrawn)
      own.addEventListener('error', () => end({ page, problem: 'broken' }))
      own.postMessage({ page, bytes } satisfies AskedPage)
    })
  return { draw, close }
}
