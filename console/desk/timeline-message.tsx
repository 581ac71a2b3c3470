import type { TimelineEntry } from '@bellwether/contract/desk.ts'
import { senderWords } from '@bellwether/contract/mail.ts'
import { useState } from 'react'
import { Moment } from '../ui/clock.tsx'
import { FramedHtml } from '../ui/framed-html.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import styles from './timeline.module.css'

type Message = Extract<TimelineEntry, { kind: 'message' }>
type Reading = 'text' | 'quoted' | 'formatted'

export function TimelineMessage({ entry }: { entry: Message }) {
  const [reading, setReading] = useState<Reading>('text')
  const isOut = entry.direction === 'out'
  return (
    <article className={styles.message} data-direction={entry.direction}>
      <header className={styles.head}>
        <Icon name={isOut ? 'outbound' : 'inbound'} size={14} />
        <strong>{entry.author.name || entry.author.email}</strong>
        <span>{isOut ? 'to the customer' : 'wrote'}</span>
        {entry.isAutomatic && <Mark>automatic</Mark>}
        <Proof sender={entry.sender} />
        {entry.flag !== null && <Mark tone="warn">{entry.flag}</Mark>}
        <Delivery delivery={entry.delivery} />
        <span className={styles.at}>
          <Moment at={entry.at} />
        </span>
      </header>
      {reading === 'formatted' && entry.html !== null ? (
        <FramedHtml html={entry.html} title={`Mail of ${entry.author.name} as it was formatted`} />
      ) : (
        <p className={styles.text}>{reading === 'quoted' ? entry.fullText : entry.text}</p>
      )}
      <Readings entry={entry} reading={reading} onChange={setReading} />
      <Attachments attachments={entry.attachments} />
      <LeftOut leftOut={entry.leftOut} />
    </article>
  )
}

/** A check that could not be made accuses nobody: it is named, and its reason stands behind it. */
function Proof({ sender }: { sender: Message['sender'] }) {
  const words = sender && senderWords[sender.verdict]
  if (!words) return null
  if (sender.verdict === 'unknown') return <Mark title={sender.reason}>{words}</Mark>
  return (
    <Mark tone={sender.verdict === 'forged' ? 'danger' : 'warn'}>
      {words}: {sender.reason}
    </Mark>
  )
}

function Delivery({ delivery }: { delivery: Message['delivery'] }) {
  if (delivery === null) return null
  const isBad = delivery.state === 'failed' || delivery.state === 'suppressed'
  return (
    <Mark tone={isBad ? 'danger' : 'plain'} title={delivery.reason ?? ''}>
      {delivery.state}
      {isBad && delivery.reason !== null ? `: ${delivery.reason}` : ''}
    </Mark>
  )
}

interface ReadingsProps {
  entry: Message
  reading: Reading
  onChange: (reading: Reading) => void
}

function Readings({ entry, reading, onChange }: ReadingsProps) {
  const hasQuotes = entry.fullText.trim() !== entry.text.trim()
  if (!hasQuotes && entry.html === null) return null
  const toggle = (wanted: Reading): void => onChange(reading === wanted ? 'text' : wanted)
  return (
    <p className={styles.readings}>
      {hasQuotes && (
        <button type="button" aria-pressed={reading === 'quoted'} onClick={() => toggle('quoted')}>
          {reading === 'quoted' ? 'Show only what is new' : 'Show the whole mail'}
        </button>
      )}
      {entry.html !== null && (
        <button type="button" aria-pressed={reading === 'formatted'} onClick={() => toggle('formatted')}>
          {reading === 'formatted' ? 'Show as text' : 'Show formatted'}
        </button>
      )}
    </p>
  )
}

function LeftOut({ leftOut }: { leftOut: Message['leftOut'] }) {
  if (leftOut.length === 0) return null
  return <p className={styles.leftOut}>Not shown: {leftOut.join('; ')}.</p>
}

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`

function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  if (attachments.length === 0) return null
  return (
    <ul className={styles.attachments} aria-label="Attachments">
      {attachments.map((one) => (
        <li key={one.id}>
          <Icon name="paper" size={13} />
          <span>{one.fileName}</span>
          <span className={styles.size}>{sizeOf(one.sizeBytes)}</span>
          {one.isDamaged && <Mark tone="warn">damaged</Mark>}
        </li>
      ))}
    </ul>
  )
}
