import type { Attachment } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { fetchFile } from '../../call.file.ts'
import { countOf } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import { ExchangeList } from '../exchanges/exchange-list.tsx'
import { readHar } from '../exchanges/read-har.ts'
import { type FileKind, fileKind, lettersOf } from './file-kind.ts'
import styles from './file-view.module.css'
import { MailView } from './mail-view.tsx'
import { PdfView } from './pdf-view.tsx'

/** What stands in a file, as it is looked at in place. Nothing in it runs: what is written as markup is read as its letters. */
export function FileView({ file }: { file: Attachment }) {
  const kind = fileKind(file)
  if (kind === null) return null
  if (kind === 'image') return <img className={styles.image} src={file.path} alt={file.fileName} />
  return <FetchedFile file={file} kind={kind} />
}

type FetchedKind = Exclude<FileKind, 'image'>

function FetchedFile({ file, kind }: { file: Attachment; kind: FetchedKind }) {
  const bytes = useQuery({
    queryKey: ['file', file.path],
    queryFn: () => fetchFile(file.path),
    staleTime: Infinity,
    gcTime: 60_000,
  })
  return (
    <Loaded query={bytes} rows={8}>
      {(loaded) => <Read file={file} kind={kind} bytes={loaded} />}
    </Loaded>
  )
}

function Read({ file, kind, bytes }: { file: Attachment; kind: FetchedKind; bytes: ArrayBuffer }) {
  if (kind === 'video' || kind === 'audio') return <Played file={file} kind={kind} bytes={bytes} />
  if (kind === 'pdf') return <PdfView bytes={bytes} name={file.fileName} />
  if (kind === 'mail') return <MailView bytes={bytes} />
  return <Letters bytes={bytes} mayBeRequests={kind === 'requests'} />
}

function Played({ file, kind, bytes }: { file: Attachment; kind: 'video' | 'audio'; bytes: ArrayBuffer }) {
  const [isBroken, setBroken] = useState(false)
  const play = useCallback(
    (player: HTMLMediaElement | null) => {
      if (player === null) return undefined
      const url = URL.createObjectURL(new Blob([bytes], { type: playedType(file.contentType) }))
      player.src = url
      return () => URL.revokeObjectURL(url)
    },
    [bytes, file.contentType],
  )
  if (isBroken) return <p>{t`This browser cannot play it. Save it, and open it with a program that can.`}</p>
  const Player = kind
  // Nobody can write captions for what a customer recorded.
  return (
    <Player className={styles.image} controls ref={play} aria-label={file.fileName} onError={() => setBroken(true)} />
  )
}

/** Nothing that is called a film is a page. */
const playedType = (contentType: string): string => (/^(?:video|audio)\//.test(contentType) ? contentType : '')

/** More lines than these nobody reads here. */
const linesMax = 20_000

function Letters({ bytes, mayBeRequests }: { bytes: ArrayBuffer; mayBeRequests: boolean }) {
  const { text, isCut, exchanges } = useMemo(() => {
    const letters = lettersOf(bytes)
    const lines = letters.split('\n', linesMax + 1)
    const isCut = lines.length > linesMax
    return {
      text: isCut ? lines.slice(0, linesMax).join('\n') : letters,
      isCut,
      exchanges: mayBeRequests ? readHar(letters) : undefined,
    }
  }, [bytes, mayBeRequests])
  if (exchanges !== undefined && exchanges.length > 0) return <ExchangeList exchanges={exchanges} />
  return (
    <>
      <pre className={styles.letters} tabIndex={0} aria-label={t`What stands in it`}>
        {text}
      </pre>
      {isCut && <p>{t`These are its first ${countOf(linesMax)} lines; save it to read the rest.`}</p>}
    </>
  )
}
