import { Readable } from 'node:stream'
import { ownAddress } from '@bellwether/contract/privacy.ts'
import yazl from 'yazl'
import { type PersonAtCustomer, personAt } from '../customers/customers.ts'
import { exportTickets } from '../desk/desk.ts'
import { eventsOfPerson } from '../evidence/evidence.ts'
import { exportIncoming, exportOutgoing } from '../mail/mail.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { findStored } from '../platform/files/file.store.ts'
import type { Stored } from '../platform/files/file-store.ts'
import type { MadeArchive } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { entryName } from './archive.rules.ts'
import { digestOf } from './digest-of.ts'
import { whyOurs } from './person-data.ts'
import { readMe } from './read-me.ts'

/** Everything that is kept of whoever has this address, as an archive that is made while it is sent. */
export async function exportPerson(ctx: Context, address: string): Promise<MadeArchive> {
  allow(ctx, 'privacy.write')
  const person = await personAt(ctx, address)
  const ours = await whyOurs(ctx, person.addresses)
  if (ours !== undefined) throw new Problem(ownAddress, ours)
  const id = digestOf(ctx, address)
  await inTransaction(ctx, (ctx) =>
    recordAudit(ctx, { action: 'privacy.export-person', about: { module: 'privacy', id } }),
  )
  const zip = new yazl.ZipFile()
  const archive = zip.outputStream as Readable
  // An entry that cannot be read ends the archive: half of it must not look whole.
  zip.on('error', (error: Error) => archive.destroy(error))
  fill(ctx, zip, person).catch((error: Error) => archive.destroy(error))
  return { fileName: `${entryName(address)}.zip`, archive }
}

async function fill(ctx: Context, zip: yazl.ZipFile, person: PersonAtCustomer): Promise<void> {
  const { addresses } = person
  zip.addBuffer(Buffer.from(readMe(person)), 'READ-ME.txt')
  zip.addBuffer(jsonOf({ addresses, names: person.names }), 'person.json')
  addJson(zip, 'tickets.json', () => mapped(exportTickets(ctx, addresses), ({ internal: _, ...seen }) => seen))
  addJson(zip, 'look-through-first/internal.json', () =>
    mapped(exportTickets(ctx, addresses), ({ number, internal }) => ({ number, ...internal })),
  )
  addJson(zip, 'mails-to-them.json', () => exportOutgoing(ctx, addresses))
  for await (const mail of exportIncoming(ctx, addresses)) addStored(ctx, zip, `mails-from-them/${mail.id}.eml`, mail)
  for await (const { number, messages } of exportTickets(ctx, addresses)) {
    for (const { id, fileId, fileName } of messages.flatMap(({ attachments }) => attachments)) {
      const stored = await findStored(ctx, fileId)
      if (stored) addStored(ctx, zip, `attachments/${number}/${id.slice(0, 8)}-${entryName(fileName)}`, stored)
    }
  }
  if (ctx.engine.state().state === 'ready')
    zip.addBuffer(jsonOf(await eventsOfPerson(ctx, addresses)), 'look-through-first/events.json')
  zip.end()
}

const jsonOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 2))

function addStored({ files }: Context, zip: yazl.ZipFile, name: string, stored: Stored): void {
  zip.addReadStreamLazy(name, (added) => {
    files.open(stored).then(
      ({ stream }) => added(null, stream),
      (error: Error) => added(error, null as never),
    )
  })
}

/** A list in JSON, written as it is read: however many there are, few of them are in memory. */
function addJson(zip: yazl.ZipFile, name: string, items: () => AsyncIterable<unknown>): void {
  zip.addReadStreamLazy(name, (added) => added(null, Readable.from(jsonLines(items()))))
}

async function* jsonLines(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const item of items) {
    yield before + JSON.stringify(item, null, 2)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

async function* mapped<From, To>(items: AsyncIterable<From>, turn: (item: From) => To): AsyncGenerator<To> {
  for await (const item of items) yield turn(item)
}
