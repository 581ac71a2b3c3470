import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { makeFolder, syncFolder } from '../files/sync-folder.ts'
import { signToken } from '../links/signed-token.ts'
import type { OutgoingMailRow } from './outgoing.store.ts'

/** Hands one mail on. Resolves with the reason when it is refused for good; rejects when it may work later. */
export interface MailTransport {
  readonly kind: 'smtp' | 'outbox-folder'
  send(mail: OutgoingMailRow): Promise<string | undefined>
  close(): void
}

export interface Sender {
  readonly supportAddress: string
  readonly secret: Buffer
}

/** Mail by SMTP_URL, or as `.eml` files in the outbox folder where no server is set. */
export function openMailTransport(smtpUrl: string | undefined, dataFolder: string, sender: Sender): MailTransport {
  return smtpUrl ? smtpTransport(smtpUrl, sender) : folderTransport(join(dataFolder, 'outbox'), sender)
}

/** A server that says nothing for so long is taken for away; the job tries again. */
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 15_000 }

function smtpTransport(url: string, sender: Sender): MailTransport {
  // One connection that stays open: a hundred customers are told without a hundred greetings.
  const transporter = nodemailer.createTransport({ url, pool: true, maxConnections: 1, ...timeouts })
  return {
    kind: 'smtp',
    close: () => transporter.close(),
    send: async (mail) => {
      try {
        await transporter.sendMail(composeMail(mail, sender))
        return undefined
      } catch (error) {
        if (isRefusal(error as SmtpError)) return (error as SmtpError).message
        throw error
      }
    },
  }
}

type SmtpError = Error & { code?: string; responseCode?: number }

/** A server that does not let us in (a wrong password, a closed service) says nothing about the mail itself. */
const isRefusal = ({ code, responseCode = 550 }: SmtpError): boolean =>
  responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')

function folderTransport(folder: string, sender: Sender): MailTransport {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    kind: 'outbox-folder',
    close: () => composer.close(),
    send: async (mail) => {
      // The mails carry what lets people in: their files are for the server's user alone.
      await makeFolder(folder)
      const { message } = await composer.sendMail(composeMail(mail, sender))
      const path = join(folder, `${mail.createdAt.toISOString().replaceAll(':', '')}-${mail.id}.eml`)
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600, flush: true })
      await rename(`${path}.part`, path)
      await syncFolder(folder)
      return undefined
    },
  }
}

function composeMail(mail: OutgoingMailRow, { supportAddress, secret }: Sender): SendMailOptions {
  const automatic = 'Auto-Submitted' in mail.headers
  const [local, domain] = supportAddress.split('@')
  const replyTo = mail.ticketId ? `${local}+${signToken(secret, 'outgoing-mail', mail.id)}@${domain}` : supportAddress
  return {
    from: supportAddress,
    to: mail.toAddress,
    replyTo,
    // RFC 3834: an automatic answer has nobody to bounce to.
    envelope: { from: automatic ? '' : supportAddress, to: mail.toAddress },
    messageId: mail.messageId,
    date: mail.createdAt,
    subject: mail.subject,
    text: mail.text,
    headers: { ...mail.headers },
  }
}
