import type { Ticket, TimelineEntry } from '@bellwether/contract/desk.ts'
import { mailStateWords } from '@bellwether/contract/mail.ts'
import { useMemo, useState, type ReactNode } from 'react'
import { Moment } from '../ui/clock.tsx'
import { FramedHtml } from '../ui/framed-html.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { SenderMark } from '../ui/sender-mark.tsx'
import { t, translated } from '../ui/words.ts'
import { type Images, useImagesInPlace, withImages } from './images-in-place.ts'
import { ReadText } from './exchanges/read-text.tsx'
import { MessageFiles } from './files/message-files.tsx'
import { MessageActs } from './message-acts.tsx'
import styles from './timeline.module.css'
import { AttachedImages, imagesOf } from './written/attached-images.ts'
import { WrittenText } from './written/written-text.tsx'

type Message = Extract<TimelineEntry, { kind: 'message' }>
type Reading = 'text' | 'quoted' | 'formatted'

/** By which way their words came. */
const said: Readonly<Record<Message['channel'], string>> = {
  mail: t`wrote`,
  form: t`wrote on the web`,
  phone: t`said on the phone`,
  'in-person': t`said in person`,
  chat: t`wrote in a chat`,
  api: t`wrote by a program`,
  import: t`wrote`,
}

interface TimelineMessageProps {
  ticket: Ticket
  entry: Message
  /** With it the ticket began. */
  isFirst: boolean
}

export function TimelineMessage({ ticket, entry, isFirst }: TimelineMessageProps) {
  const [reading, setReading] = useState<Reading>('text')
  const images = useImagesInPlace(entry, reading === 'formatted')
  const isOut = entry.direction === 'out'
  // A damaged image is named even where what is left of it shows.
  const files = entry.attachments.filter((one) => one.isDamaged || !images.has(one.id))
  return (
    <article className={styles.message} data-direction={entry.direction}>
      <header className={styles.head}>
        <Icon name={isOut ? 'outbound' : 'inbound'} size={14} />
        <strong>{entry.author.name || entry.author.email}</strong>
        <span>{isOut ? t`to the customer` : said[entry.channel]}</span>
        {entry.isAutomatic && <Mark>{t`automatic`}</Mark>}
        <SenderMark sender={entry.sender} />
        {entry.flag !== null && (
          <Mark tone="warn" isSentence>
            {translated(entry.flag)}
          </Mark>
        )}
        <Delivery delivery={entry.delivery} />
        <Copies copies={entry.copies} />
        <span className={styles.at}>
          <Moment at={entry.at} />
        </span>
      </header>
      {reading === 'formatted' && entry.html !== null ? (
        <Formatted entry={entry} images={images} />
      ) : isOut ? (
        <AttachedImages value={imagesOf(entry.attachments)}>
          <WrittenText text={reading === 'quoted' ? entry.fullText : entry.text} className={styles.text} />
        </AttachedImages>
      ) : (
        <ReadText text={reading === 'quoted' ? entry.fullText : entry.text} className={styles.text} />
      )}
      <Readings entry={entry} reading={reading} onChange={setReading}>
        <MessageActs ticket={ticket} message={entry} isFirst={isFirst} />
      </Readings>
      <MessageFiles files={files} />
      <LeftOut leftOut={entry.leftOut} />
    </article>
  )
}

function Formatted({ entry, images }: { entry: Message; images: Images }) {
  const html = useMemo(() => withImages(entry, images), [entry, images])
  return <FramedHtml html={html} title={t`Mail of ${entry.author.name} as it was formatted`} />
}

function Delivery({ delivery }: { delivery: Message['delivery'] }) {
  if (delivery === null) return null
  const isBad = delivery.state === 'failed' || delivery.state === 'suppressed'
  const reason = translated(delivery.reason ?? '')
  return (
    <Mark tone={isBad ? 'danger' : 'plain'} title={reason} isSentence>
      {translated(mailStateWords[delivery.state])}
      {isBad && reason !== '' ? `: ${reason}` : ''}
    </Mark>
  )
}

/** Who else got it; one whom it did not reach stands out. */
function Copies({ copies }: Pick<Message, 'copies'>) {
  return copies.map(({ address, state, reason }) => {
    const isBad = state === 'failed' || state === 'suppressed'
    const why = translated(reason ?? '')
    return (
      <Mark key={address} tone={isBad ? 'danger' : 'plain'} title={why || translated(mailStateWords[state])}>
        {t`Cc ${address}${isBad ? ` ${translated(mailStateWords[state])}: ${why}` : ''}`}
      </Mark>
    )
  })
}

interface ReadingsProps {
  entry: Message
  reading: Reading
  onChange: (reading: Reading) => void
  /** What can be done with the message besides. */
  children: ReactNode
}

function Readings({ entry, reading, onChange, children }: ReadingsProps) {
  const hasQuotes = entry.fullText.trim() !== entry.text.trim()
  const toggle = (wanted: Reading): void => onChange(reading === wanted ? 'text' : wanted)
  return (
    <div className={styles.readings}>
      {hasQuotes && (
        <button type="button" aria-pressed={reading === 'quoted'} onClick={() => toggle('quoted')}>
          {reading === 'quoted' ? t`Show only what is new` : t`Show the whole mail`}
        </button>
      )}
      {entry.html !== null && (
        <button type="button" aria-pressed={reading === 'formatted'} onClick={() => toggle('formatted')}>
          {reading === 'formatted' ? t`Show as text` : t`Show formatted`}
        </button>
      )}
      {entry.rawPath !== null && (
        <a href={entry.rawPath} download>
          {t`Open raw mail`}
        </a>
      )}
      {children}
    </div>
  )
}

function LeftOut({ leftOut }: { leftOut: Message['leftOut'] }) {
  if (leftOut.length === 0) return null
  return <p className={styles.leftOut}>{t`Not shown: ${leftOut.map(translated).join('; ')}.`}</p>
}
