import PostalMime, { type Address } from 'postal-mime'
import type { ReadMail } from './read-mail.ts'

/* Reads a mail apart from the page that shows it: a stranger may have written one that takes for ever. */

addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  void read(data).then((mail) => postMessage(mail))
})

async function read(bytes: ArrayBuffer): Promise<ReadMail | null> {
  try {
    const { from, to, cc, date, subject, text, html, attachments } = await PostalMime.parse(bytes)
    return {
      from: inWords(from === undefined ? [] : [from]),
      to: inWords(to ?? []),
      cc: inWords(cc ?? []),
      date: date ?? '',
      subject: subject ?? '',
      files: attachments.map(({ filename }) => filename ?? ''),
      text: text ?? null,
      html: html ?? '',
    }
  } catch {
    return null
  }
}

const inWords = (addresses: readonly Address[]): string =>
  addresses.map(({ name, address }) => (name && address ? `${name} <${address}>` : (address ?? name))).join(', ')
