import { useQuery } from '@tanstack/react-query'
import PostalMime, { type Address, type Email } from 'postal-mime'
import { useId } from 'react'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import styles from './file-view.module.css'

/** A mail that is attached to another: who wrote it to whom, and its words. Its files are saved with it. */
export function MailView({ bytes }: { bytes: ArrayBuffer }) {
  const id = useId()
  const mail = useQuery({ queryKey: ['mail in a file', id], queryFn: () => PostalMime.parse(bytes), gcTime: 0 })
  return (
    <Loaded query={mail} rows={6}>
      {(read) => <Mail mail={read} />}
    </Loaded>
  )
}

function Mail({ mail }: { mail: Email }) {
  const heads = {
    From: inWords(mail.from === undefined ? [] : [mail.from]),
    To: inWords(mail.to ?? []),
    Cc: inWords(mail.cc ?? []),
    Date: mail.date ?? '',
    Subject: mail.subject ?? '',
    Files: mail.attachments.map(({ filename }) => filename ?? t`a file`).join(', '),
  }
  return (
    <>
      <dl className={styles.heads}>
        {Object.entries(heads).map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p className={styles.words}>{mail.text ?? wordsOf(mail.html ?? '')}</p>
    </>
  )
}

const inWords = (addresses: readonly Address[]): string =>
  addresses.map(({ name, address }) => (name && address ? `${name} <${address}>` : (address ?? name))).join(', ')

/** A document that is only parsed runs nothing and loads nothing. */
const wordsOf = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''
