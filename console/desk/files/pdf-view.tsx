import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import styles from './file-view.module.css'
import { type DrawnPage, openPdf, type PdfProblem } from './pdf-pages.ts'

/** The pages of a PDF, one at a time. */
export function PdfView({ bytes, name }: { bytes: ArrayBuffer; name: string }) {
  const id = useId()
  const [page, setPage] = useState(1)
  const pdf = useMemo(() => openPdf(bytes), [bytes])
  useEffect(() => () => pdf.close(), [pdf])
  const drawn = useQuery({
    queryKey: ['page of a file', id, page],
    queryFn: () => pdf.draw(page),
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Loaded query={drawn} rows={8}>
      {(loaded) =>
        'problem' in loaded ? (
          <p>{problemWords[loaded.problem]}</p>
        ) : (
          <>
            <Page drawn={loaded} label={t`Page ${page} of ${name}`} />
            {loaded.pages > 1 && <Pages page={page} pages={loaded.pages} onPage={setPage} />}
          </>
        )
      }
    </Loaded>
  )
}

const problemWords: Readonly<Record<PdfProblem, string>> = {
  locked: t`It needs a password. Save it, and open it with a program that asks for one.`,
  broken: t`It cannot be read as a PDF. Save it to look at its bytes.`,
  slow: t`Its page took too long to draw. Save it, and open it with a program of your own.`,
}

function Page({ drawn: { image }, label }: { drawn: Extract<DrawnPage, { image: ImageBitmap }>; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    context?.drawImage(image, 0, 0)
  }, [image])
  return (
    <canvas
      ref={canvas}
      className={styles.page}
      width={image.width}
      height={image.height}
      role="img"
      aria-label={label}
    />
  )
}

interface PagesProps {
  page: number
  pages: number
  onPage: (page: number) => void
}

const Pages = ({ page, pages, onPage }: PagesProps) => (
  <div className={styles.foot}>
    <span className={styles.place}>{t`Page ${page} of ${pages}`}</span>
    <Button size="xs" variant="default" disabled={page === 1} onClick={() => onPage(page - 1)}>
      {t`Page before`}
    </Button>
    <Button size="xs" variant="default" disabled={page === pages} onClick={() => onPage(page + 1)}>
      {t`Page after`}
    </Button>
  </div>
)
