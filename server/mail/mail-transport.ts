import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { domainToASCII } from 'node:url'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { makeFolder, syncFolder } from '../platform/files/sync-folder.ts'
import { signToken } from '../platform/links/signed-token.ts'
import { outboxFile, outboxFolder } from './outbox-folder.ts'
import type { OutgoingMailRow } from './outgoing.store.ts'

/** Whom a mail goes to now, and who stands in its Cc: some of them may have it already. */
export interface Recipients {
  readonly to: readonly string[]
  readonly cc: readonly string[]
}

/** Somebody whom a server does not take a mail for; never, or not now. */
export interface Refusal {
  readonly address: string
  readonly reason: string
  readonly isFinal: boolean
}

/** A file of a mail; its bytes are read anew each time the mail is handed over. */
export interface ReadableFile {
  readonly fileName: string
  readonly contentType: string
  /** By which the HTML of the mail may show it at its place. */
  readonly contentId: string
  read(): Readable
}

/** A mail as it goes out: with its links and its files, and as HTML besides where it has any. */
export type WrittenMail = Omit<OutgoingMailRow, 'files'> & {
  readonly html?: string
  readonly files?: readonly ReadableFile[]
}

/** Hands one mail on. Resolves with those for whom it is refused; rejects when all of it may work later. */
export interface MailTransport {
  readonly kind: 'smtp' | 'outbox-folder'
  /** What a mail is that it took: a file in a folder has reached nobody. */
  readonly taken: 'sent' | 'kept'
  send(mail: WrittenMail, recipients?: Recipients): Promise<Refusal[]>
  close(): void
}

export interface Sender {
  /** Of mails from before there were several mailboxes. */
  readonly supportAddress: string
  readonly secret: Buffer
  /** What the mailbox of an address is called; undefined for one that is gone. */
  readonly mailboxName: (address: string) => string | undefined
}

/** Mail by SMTP_URL, or as `.eml` files in the outbox folder where no server is set. */
export function openMailTransport(smtpUrl: string | undefined, dataFolder: string, sender: Sender): MailTransport {
  return smtpUrl ? smtpTransport(smtpUrl, sender) : folderTransport(outboxFolder(dataFolder), sender)
}

/** A server that says nothing for so long is taken for away; the job tries again. */
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 15_000 }

function smtpTransport(url: string, sender: Sender): MailTransport {
  // One connection that stays open: a hundred customers are told without a hundred greetings.
  const transporter = nodemailer.createTransport({ url, pool: true, maxConnections: 1, ...timeouts })
  return {
    kind: 'smtp',
    taken: 'sent',
    close: () => transporter.close(),
    send: async (mail, recipients = contactOnly(mail)) => {
      try {
        const sent: { rejectedErrors?: SmtpError[] | undefined } = await transporter.sendMail(
          composeMail(mail, recipients, sender),
        )
        return refusalsIn(sent.rejectedErrors, recipients)
      } catch (error) {
        const refusals = refusalsIn((error as SmtpError).rejectedErrors, recipients)
        if (refusals.some(({ isFinal }) => isFinal)) return refusals
        if (!isRefusal(error as SmtpError)) throw error
        return recipients.to.map((address) => ({ address, reason: (error as SmtpError).message, isFinal: true }))
      }
    },
  }
}

const contactOnly = ({ toAddress }: WrittenMail): Recipients => ({ to: [toAddress], cc: [] })

type SmtpError = Error & {
  code?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  recipient?: string | undefined
  rejectedErrors?: SmtpError[] | undefined
}

const refusalsIn = (errors: readonly SmtpError[] = [], { to }: Recipients): Refusal[] =>
  errors.flatMap((error) => {
    const address = to.find((one) => onTheWire(one) === onTheWire(error.recipient ?? ''))
    return address === undefined
      ? []
      : [{ address, reason: error.response ?? error.message, isFinal: isRefusal(error) }]
  })

/** A domain with letters beyond ASCII stands in SMTP as another text. */
function onTheWire(address: string): string {
  const [, local = '', domain = ''] = /^(.*)@(.*)$/.exec(address.toLowerCase()) ?? []
  return `${local}@${domainToASCII(domain) || domain}`
}

/** A server that does not let us in (a wrong password, a closed service) says nothing about the mail itself. */
const isRefusal = ({ code, responseCode = 550 }: SmtpError): boolean =>
  responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')

function folderTransport(folder: string, sender: Sender): MailTransport {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    kind: 'outbox-folder',
    taken: 'kept',
    close: () => composer.close(),
    send: async (mail, recipients = contactOnly(mail)) => {
      // The mails carry what lets people in: their files are for the server's user alone.
      await makeFolder(folder)
      const { message } = await composer.sendMail(composeMail(mail, recipients, sender))
      const path = join(folder, outboxFile(mail))
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600, flush: true })
      await rename(`${path}.part`, path)
      await syncFolder(folder)
      return []
    },
  }
}

/** A mail in a mail would be read as one of its parts, and not come byte by byte. */
const asFile = (contentType: string): string =>
  /^(?:multipart|message)\//.test(contentType) ? 'application/octet-stream' : contentType

function composeMail(
  mail: WrittenMail,
  { to, cc }: Recipients,
  { supportAddress, secret, mailboxName }: Sender,
): SendMailOptions {
  const automatic = 'Auto-Submitted' in mail.headers
  const from = mail.fromAddress ?? supportAddress
  const [local, domain] = from.split('@')
  const replyTo =
    mail.ticketId || mail.sourceId ? `${local}+${signToken(secret, 'outgoing-mail', mail.id)}@${domain}` : from
  const name = mailboxName(from)
  return {
    from: name === undefined ? from : { name, address: from },
    to: mail.toAddress,
    // Addresses alone: their names are a stranger's words.
    ...(cc.length > 0 ? { cc: [...cc] } : {}),
    replyTo,
    // RFC 3834: an automatic answer has nobody to bounce to.
    envelope: { from: automatic ? '' : from, to: [...to] },
    messageId: mail.messageId,
    date: mail.createdAt,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: { ...mail.headers },
    attachments: (mail.files ?? []).map(({ fileName, contentType, contentId, read }) => ({
      filename: fileName,
      contentType: asFile(contentType),
      ...(mail.html?.includes(`cid:${contentId}`) === true
        ? { cid: contentId, contentDisposition: 'inline' }
        : { contentDisposition: 'attachment' }),
      contentTransferEncoding: 'base64',
      content: read(),
    })),
  }
}
