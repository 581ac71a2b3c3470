import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { builtInAddresses } from './built-in-addresses.ts'
import { readS3Address, type S3Address } from '../files/s3-address.ts'

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard)

const listOf = (description: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .describe(description)

/** A folder or a bucket. What is wrong is said without the value, which may have a secret in it. */
function asFilesAddress(text: string, check: z.RefinementCtx): S3Address | { folder: string } {
  try {
    return text.startsWith('file:') ? { folder: fileURLToPath(text) } : readS3Address(text)
  } catch (error) {
    check.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}

/** Every setting of an installation, read from the environment. `describe` is the documentation. */
export const Settings = z.object({
  PORT: port(7070).describe('Port of the console and the API; 0 picks a free one'),
  SMTP_PORT: port(2525).describe('Port of the built-in mail listener; 0 picks a free one'),
  BELLWETHER_HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all'),
  BELLWETHER_DATA: z
    .string()
    .default('./data')
    .transform((path) => resolve(path))
    .describe('Folder of records, evidence and files'),
  BELLWETHER_URL: z.url().optional().describe('Where people reach this server; default http://localhost:PORT'),
  BELLWETHER_TOKEN: z.string().optional().describe('Of the command line: token with which it asks a server'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL 15 or later; default: an embedded one in the data folder'),
  CLICKHOUSE_URL: z.url().optional().describe('ClickHouse server; default: the embedded engine in the data folder'),
  OUTSIDE_HEARTBEAT_URL: z
    .url()
    .optional()
    .describe('Called every minute while pages go out: who waits for it there hears when this server stands still'),
  SMTP_URL: z
    .string()
    .optional()
    .describe('Outgoing mail, smtp://user:password@host:port; default: files in the outbox folder'),
  FILES_URL: z
    .string()
    .transform(asFilesAddress)
    .optional()
    .describe(
      'Bucket of files, s3://KEY:SECRET@host:port/bucket?region=eu-1 (s3+http:// without TLS), or a folder that processes of one machine share, file:///folder; default: the data folder',
    ),
  SMTP_TLS_CERT: z
    .string()
    .optional()
    .describe('Certificate that the mail listener shows, a PEM file with its chain; default: one of its own making'),
  SMTP_TLS_KEY: z.string().optional().describe('Key of SMTP_TLS_CERT, a PEM file'),
  SUPPORT_ADDRESS: z.email().default(builtInAddresses.support).describe('Mail to it becomes a ticket'),
  EMERGENCY_ADDRESS: z
    .email()
    .default(builtInAddresses.emergency)
    .describe('Mail to it from a VIP customer pages support'),
  TRUST_PROXY: z
    .string()
    .optional()
    .transform((text) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : text))
    .describe('Proxies whose X-Forwarded headers are believed: how many, or their addresses; default: none'),
  TRUSTED_RELAYS: listOf(
    'Mail servers of our own through which mail comes in, e.g. 10.0.0.5; this machine always is one',
  ),
  TRUSTED_RELAY_NAME: z
    .string()
    .optional()
    .describe(
      'Name under which these relays write Authentication-Results, and which they remove from mail of strangers',
    ),
  DNS_SERVERS: listOf('Name servers that prove senders, e.g. 10.0.0.53; default: those of this machine'),
  WEBHOOK_NETWORKS: listOf(
    'Internal networks that webhooks and probes may reach, e.g. 10.1.0.0/16; default: public addresses alone',
  ),
  TWILIO_URL: z
    .url()
    .default('https://api.twilio.com')
    .describe('Who carries texts and calls of the pager, Twilio or what speaks as it does'),
  TWILIO_ACCOUNT_SID: z.string().optional().describe('The account there; without it nobody is texted or called'),
  TWILIO_AUTH_TOKEN: z.string().optional().describe('Its token, which also signs what comes from there'),
  TWILIO_FROM: z.string().optional().describe('The number from which texts and calls come, e.g. +442079460018'),
  IRC_URL: z
    .string()
    .optional()
    .describe('Where people are paged by IRC, ircs://nick@host:6697 (irc:// without TLS); without it nobody is'),
  IRC_PASSWORD: z.string().optional().describe('Of that server, where it asks for one'),
  IRC_SASL_ACCOUNT: z.string().optional().describe('The account there that our nick belongs to'),
  IRC_SASL_PASSWORD: z.string().optional().describe('Its password'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info').describe('How much is logged'),
})
export type Settings = z.infer<typeof Settings>

/** Reads the settings; says all that is wrong with them at once. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const known = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, environment[name] || undefined]))
  const result = Settings.safeParse(known)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These settings are not right:\n${lines.join('\n')}`)
}
