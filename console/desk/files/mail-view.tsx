import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import styles from './file-view.module.css'
import { type ReadMail, readMail } from './read-mail.ts'

/** A mail that is attached to another: who wrote it to whom, and its words. Its files are saved with it. */
export function MailView({ bytes }: { bytes: ArrayBuffer }) {
  const id = useId()
  const mail = useQuery({ queryKey: ['mail in a file', id], queryFn: () => readMail(bytes), gcTime: 0 })
  return (
    <Loaded query={mail} rows={6}>
      {(read) =>
        read === null ? (
          <p>{t`It cannot be read as a mail. Save it, and open it with a program of your own.`}</p>
        ) : (
          <Mail mail={read} />
        )
      }
    </Loaded>
  )
}

function Mail({ mail }: { mail: ReadMail }) {
  const heads: readonly (readonly [string, string])[] = [
    [t`From`, mail.from],
    [t`To`, mail.to],
    ['Cc', mail.cc],
    [t`Date`, mail.date],
    [t`Subject`, mail.subject],
    [t`Files`, mail.files.map((name) => name || t`a file`).join(', ')],
  ]
  return (
    <>
      <dl className={styles.heads}>
        {heads.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p dir="auto" className={styles.words}>
        {mail.text ?? wordsOf(mail.html)}
      </p>
    </>
  )
}

/** A document that is only parsed runs nothing and loads nothing. */
function wordsOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const unread of body.querySelectorAll('style, script, template')) unread.remove()
  for (const block of body.querySelectorAll('p, div, li, tr, h1, h2, h3, blockquote')) block.append('\n')
  for (const line of body.querySelectorAll('br')) line.after('\n')
  return (body.textContent ?? '').replaceAll(/\n{3,}/g, '\n\n').trim()
}
