import { useState } from 'react'
import { bytesOf } from '../../ui/figures.ts'
import { spanOf } from '../../ui/instants.ts'
import { Mark } from '../../ui/mark.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { spokenLocale, t } from '../../ui/words.ts'
import { type Body, type Exchange, type Header, isSecret, withoutSecrets } from './exchange.ts'
import styles from './exchange-list.module.css'

const shownAtOnce = 200

/** Requests and their responses, a line each; what was sent with them when it is opened. */
export function ExchangeList({ exchanges }: { exchanges: readonly Exchange[] }) {
  const [shown, setShown] = useState(shownAtOnce)
  return (
    <>
      <ol className={styles.exchanges} aria-label={t`Requests and responses`}>
        {exchanges.slice(0, shown).map((exchange, index) => (
          // They have no name of their own: their place is what they are.
          <li key={index}>
            <OneExchange exchange={exchange} />
          </li>
        ))}
      </ol>
      {exchanges.length > shown && (
        <button type="button" className={styles.secret} onClick={() => setShown(shown + shownAtOnce)}>
          {t`Show more`}
        </button>
      )}
    </>
  )
}

function OneExchange({ exchange }: { exchange: Exchange }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={styles.exchange} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.method}>{exchange.method}</span>
        <span className={styles.url}>{withoutSecrets(exchange.url)}</span>
        <Status exchange={exchange} />
        {exchange.milliseconds !== null && <span className={styles.took}>{tookOf(exchange.milliseconds)}</span>}
      </summary>
      {isOpen && (
        <>
          <Address url={exchange.url} />
          <Phases phases={exchange.phases} />
          <Headers title={t`Request`} headers={exchange.requestHeaders} />
          <BodyText title={t`Body of the request`} body={exchange.sent} />
          <Headers title={t`Response`} headers={exchange.responseHeaders} />
          <BodyText title={t`Body of the response`} body={exchange.received} />
          <Remarks remarks={exchange.remarks} />
        </>
      )}
    </details>
  )
}

/** The whole of it, for who asks; nothing where the line above says it all. */
function Address({ url }: Pick<Exchange, 'url'>) {
  if (withoutSecrets(url) === url) return null
  return (
    <section aria-label={t`Address`}>
      <p className={styles.title}>{t`Address`}</p>
      <Secret value={url} />
    </section>
  )
}

const tenths = new Intl.NumberFormat(spokenLocale(), { maximumFractionDigits: 1 })

const tookOf = (milliseconds: number): string =>
  milliseconds < 1000
    ? t`${Math.round(milliseconds)} ms`
    : milliseconds < 60_000
      ? t`${tenths.format(milliseconds / 1000)} s`
      : spanOf(milliseconds)

function Status({ exchange: { status, statusText } }: { exchange: Exchange }) {
  if (status === null) return <Mark tone="danger">{t`no response`}</Mark>
  return (
    <Mark tone={status >= 500 ? 'danger' : status >= 400 ? 'warn' : 'plain'} title={statusText}>
      {status}
    </Mark>
  )
}

function Headers({ title, headers }: { title: string; headers: readonly Header[] }) {
  if (headers.length === 0) return null
  return (
    <section aria-label={title}>
      <p className={styles.title}>{title}</p>
      <dl className={styles.headers}>
        {headers.map((header, index) => (
          <div key={index}>
            <dt>{header.name}</dt>
            <dd>{isSecret(header) ? <Secret value={header.value} /> : header.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Where the time went: the longest part is seen at once. */
function Phases({ phases }: Pick<Exchange, 'phases'>) {
  if (phases.length === 0) return null
  return (
    <section aria-label={t`Time`}>
      <p className={styles.title}>{t`Time`}</p>
      <ul className={styles.phases}>
        {phases.map(({ name, milliseconds }) => (
          <li key={name} style={{ flexGrow: milliseconds }} title={`${name}: ${tookOf(milliseconds)}`}>
            {name} {tookOf(milliseconds)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a form or an answer held may open doors as well: it is shown to who asks. */
function BodyText({ title, body }: { title: string; body: Body | null }) {
  const [isShown, setShown] = useState(false)
  if (body === null) return null
  const about = [body.mediaType, ...(body.size === null ? [] : [bytesOf(body.size)])].filter(Boolean).join(', ')
  return (
    <section aria-label={title}>
      <p className={styles.title}>
        {title} {about !== '' && `(${about})`}
      </p>
      {isShown && (
        <pre className={styles.remarks} tabIndex={-1} ref={takeFocus}>
          {body.text}
        </pre>
      )}
      {!isShown && body.text !== '' && (
        <button type="button" className={styles.secret} onClick={() => setShown(true)}>
          {t`Show what it holds`}
        </button>
      )}
    </section>
  )
}

/** Nobody reads it over a shoulder, or in a picture of the screen. */
function Secret({ value }: { value: string }) {
  const [isShown, setShown] = useState(false)
  if (isShown)
    return (
      // The button that had the focus is gone.
      <span tabIndex={-1} ref={takeFocus}>
        {value}
      </span>
    )
  return (
    <button type="button" className={styles.secret} onClick={() => setShown(true)}>
      {t`Show the secret`}
    </button>
  )
}

function Remarks({ remarks }: Pick<Exchange, 'remarks'>) {
  if (remarks.length === 0) return null
  return (
    <section aria-label={t`Remarks`}>
      <p className={styles.title}>{t`Remarks`}</p>
      <pre className={styles.remarks}>{remarks.join('\n')}</pre>
    </section>
  )
}
