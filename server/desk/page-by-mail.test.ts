import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTickets } from '@bellwether/contract/desk.ts'
import { type IncomingMail, listIncomingMails, addMailbox } from '@bellwether/contract/mail.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { deliverEvents } from '../platform/events/deliver-events.ts'
import { letter, type Letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

async function givenSource() {
  const name = `Monitoring ${(count += 1)}`
  const source = await world.ana.call(pager.addAlertSource, { body: { team: 'support', name } })
  return { ...source, address: source.mailAddress ?? '' }
}
type Source = Awaited<ReturnType<typeof givenSource>>

async function deliver(to: string, over: Partial<Letter> & { envelopeFrom?: string } = {}): Promise<string> {
  const { envelopeFrom = 'alerts@monitoring.test', ...rest } = over
  const { raw } = letter({ from: 'Alerts <alerts@monitoring.test>', to, ...rest })
  await world.deliver(raw, { from: envelopeFrom, to: [to] })
  return raw
}
async function send(to: string, over: Parameters<typeof deliver>[1] = {}): Promise<string> {
  const raw = await deliver(to, over)
  await world.settle()
  return raw
}
const alertsOf = async ({ id }: Source) => (await world.ana.call(pager.listAlerts, { params: { id } })).items
const mailTo = async (address: string): Promise<IncomingMail | undefined> =>
  (await world.ana.call(listIncomingMails, { query: { limit: 200 } })).items.find(({ envelopeTo }) =>
    envelopeTo.includes(address),
  )
const ticketsAbout = async (search: string) =>
  (await world.ana.call(listTickets, { query: { search, limit: 50 } })).items
const pageOf = async ({ pageId }: { pageId: string | null }) =>
  (await world.ana.call(pager.listPages, {})).items.find(({ id }) => id === pageId)

describe('a mail to the page address of a source', () => {
  test('pages its team, and what says that it is over ends the page', async () => {
    const source = await givenSource()
    expect(source.address).toMatch(/^support\+page-[0-9a-f]{20}@desk\.test$/)
    const generated = { 'Auto-Submitted': 'auto-generated' }
    const body = 'Host: db-1\nSeverity: Average\n/var is full'
    await send(source.address, { subject: 'Problem: Disk is full', text: body, headers: generated })
    await send(source.address, { subject: 'Problem: Disk is full', text: body, headers: generated })
    const [alert] = await alertsOf(source)
    expect(alert).toMatchObject({ key: 'disk is full', title: 'Problem: Disk is full', severity: 'error', count: 2 })
    expect(alert && (await pageOf(alert))).toMatchObject({
      title: 'Problem: Disk is full',
      body: expect.stringContaining('/var is full'),
      state: 'open',
    })
    expect(await mailTo(source.address)).toMatchObject({ outcome: 'alert', ticketId: null, reason: null })
    await send(source.address, { subject: 'Resolved in 5m 3s: Disk is full', headers: generated })
    expect(await alertsOf(source)).toMatchObject([{ state: 'resolved' }])
    expect(alert && (await pageOf(alert))?.state).toBe('resolved')
    expect(await ticketsAbout('Disk is full')).toEqual([])
    expect(world.mailbox.to('alerts@monitoring.test')).toEqual([])
  })

  test('whoever wrote it: a person, a program, and what names no sender that could be answered', async () => {
    const source = await givenSource()
    await send(source.address, {
      subject: 'The shop is gone',
      from: 'Bo <bo@partner.test>',
      envelopeFrom: 'bo@partner.test',
    })
    await send(source.address, { subject: 'Cron failed', from: 'root', envelopeFrom: '' })
    await send(source.address, {
      subject: 'By bulk',
      headers: { Precedence: 'bulk', 'X-Auto-Response-Suppress': 'All' },
    })
    await send(source.address, {
      subject: 'By a postmaster',
      from: 'postmaster@monitoring.test',
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    expect((await alertsOf(source)).map(({ title }) => title).toSorted()).toEqual([
      'By a postmaster',
      'By bulk',
      'Cron failed',
      'The shop is gone',
    ])
    expect(world.mailbox.to('bo@partner.test')).toEqual([])
  })

  test('behind the name of any mailbox, in any case, and where only the mail names it', async () => {
    const source = await givenSource()
    await world.ana.call(addMailbox, { body: { address: 'noc@desk.test', name: 'NOC' } })
    await send(source.address.replace('support', 'noc').toUpperCase(), { subject: 'At another' })
    const { raw } = letter({ from: 'alerts@monitoring.test', to: source.address, subject: 'Rewritten' })
    await world.deliver(raw, { from: 'alerts@monitoring.test', to: [supportAddress] })
    await world.settle()
    expect((await alertsOf(source)).map(({ title }) => title).toSorted()).toEqual(['At another', 'Rewritten'])
  })

  test('is one event however often it is delivered; the same id that says something else is another', async () => {
    const source = await givenSource()
    const raw = await send(source.address, { subject: 'Twice' })
    const again = () => world.deliver(raw, { from: 'alerts@monitoring.test', to: [source.address] })
    await Promise.all([again(), again()])
    await world.settle()
    expect(await alertsOf(source)).toMatchObject([{ title: 'Twice', count: 1 }])
    const { items } = await world.ana.call(listIncomingMails, { query: { outcome: 'rejected', limit: 50 } })
    const copies = items.filter(({ envelopeTo }) => envelopeTo.includes(source.address))
    expect(copies.map(({ reason }) => reason?.includes('the same mail was filed before'))).toEqual([true, true])
    const id = { 'Message-ID': '<always@monitoring.test>' }
    await send(source.address, { subject: 'First of one id', headers: id })
    await send(source.address, { subject: 'Second of one id', headers: id })
    expect(await alertsOf(source)).toHaveLength(3)
  })

  test('of an unknown or a removed source is a ticket like any other', async () => {
    const source = await givenSource()
    const changed = source.address.replace(/[0-9a-f](?=@)/, (one) => (one === 'a' ? 'b' : 'a'))
    await send(changed, { subject: 'To a wrong key', headers: { 'Auto-Submitted': 'auto-generated' } })
    expect(await ticketsAbout('To a wrong key')).toHaveLength(1)
    await world.ana.call(pager.removeAlertSource, { params: { id: source.id } })
    await send(source.address, { subject: 'To a source that is gone', from: 'bo@partner.test' })
    expect(await ticketsAbout('To a source that is gone')).toHaveLength(1)
  })

  test.each([
    ['an absence', 'Out of office', { 'Auto-Submitted': 'auto-replied' }],
    ['an absence by its subject', 'Automatic reply: Disk', {}],
    ['an absence of old', 'I am away', { 'X-Autoreply': 'yes' }],
    ['an absence by its precedence', 'Away', { Precedence: 'auto_reply' }],
  ])('pages nobody where it is %s, and is kept as always', async (name, subject, headers) => {
    const source = await givenSource()
    await send(source.address, { subject: `${subject} ${name}`, headers })
    expect(await alertsOf(source)).toEqual([])
    expect(await ticketsAbout(name)).toMatchObject([{}])
  })

  test('pages nobody where it is a bounce, and is held as always', async () => {
    const source = await givenSource()
    const from = 'Mail Delivery System <MAILER-DAEMON@monitoring.test>'
    await send(source.address, { subject: 'Undelivered Mail Returned to Sender', from, envelopeFrom: '' })
    expect(await alertsOf(source)).toEqual([])
    expect(await mailTo(source.address)).toMatchObject({ outcome: 'held' })
  })

  test('that is a page of ours is no alert: nothing runs in a circle', async () => {
    const source = await givenSource()
    await send(source.address, { subject: 'Loop' })
    const [mail] = world.mailbox.to('ana@staff.test').filter(({ subject }) => subject?.includes('Loop'))
    const paged = { from: 'ana@staff.test', subject: mail?.subject ?? '', text: mail?.text ?? '' }
    expect(paged.text).toContain('/p/')
    await send(source.address, { ...paged, headers: { 'Message-ID': mail?.messageId ?? '' } })
    await send(source.address, paged)
    expect(await alertsOf(source)).toMatchObject([{ title: 'Loop', count: 1 }])
  })

  describe('that forwards a page of ours', () => {
    /** The mail of the page of an alert, as a person's program forwards it. */
    async function givenForward(subject: string) {
      const source = await givenSource()
      await send(source.address, { subject })
      const [mail] = world.mailbox.to('ana@staff.test').filter((one) => one.subject?.includes(subject))
      const text = `Please look.\n\n-----Original Message-----\n${mail?.text ?? ''}`
      const forward = {
        from: 'Ana <ana@staff.test>',
        envelopeFrom: 'ana@staff.test',
        subject: `FW: Page: ${subject}`,
        text,
      }
      return { source, forward, text }
    }

    test.each(['FW: ', 'Fwd: ', 'WG: ', ''])('as "%s" pages whom the other source pages', async (mark) => {
      const title = `Disk by ${mark.trim() || 'nothing'}`
      const [{ forward, text }, other] = [await givenForward(title), await givenSource()]
      await send(other.address, { ...forward, subject: `${mark}Page: ${title}` })
      const [alert] = await alertsOf(other)
      expect(alert).toMatchObject({ title: `Page: ${title}`, state: 'open' })
      const page = alert && (await pageOf(alert))
      expect(page).toMatchObject({ state: 'open', body: expect.stringContaining('Please look.') })
      // Whoever reads it does not acknowledge in the name of who forwarded it.
      expect(text).toMatch(/\/p\/[a-z2-7]{42}/)
      expect(page?.body).not.toMatch(/\/p\/[a-z2-7]{42}/)
      expect(await ticketsAbout(title)).toEqual([])
    })

    test('pages nobody where a program does so, and not the source it is about while that is open', async () => {
      const [{ source, forward }, other] = [await givenForward('Round'), await givenSource()]
      const rule = { 'X-MS-Exchange-Inbox-Rules-Loop': 'ana@staff.test', 'X-Auto-Response-Suppress': 'All' }
      await send(other.address, { ...forward, headers: rule })
      await send(source.address, forward)
      expect([await alertsOf(other), (await alertsOf(source)).length]).toEqual([[], 1])
      expect(await ticketsAbout('Round')).not.toEqual([])
      await send(source.address, { subject: 'RESOLVED: Round' })
      await send(source.address, { ...forward, text: `${forward.text}\nIt is back.` })
      expect((await alertsOf(source)).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved'])
    })

    test('goes in no circle by way of another source, whatever hides the links', async () => {
      const [{ source, forward }, other] = [await givenForward('Two ways'), await givenSource()]
      await send(other.address, forward)
      const [alert] = await alertsOf(other)
      const { body = '' } = (alert && (await pageOf(alert))) ?? {}
      const hidden = (text: string) => `https://safe.test/?url=${encodeURIComponent(text)}`
      await send(source.address, { ...forward, subject: 'FW: Page: FW', text: body })
      await send(source.address, { ...forward, subject: 'FW: Hidden', text: hidden(forward.text) })
      await send(source.address, { ...forward, subject: 'FW: Hidden body', text: hidden(body) })
      expect(await alertsOf(source)).toHaveLength(1)
    })
  })

  test('is durable: its job that was lost is done by the next look', async () => {
    const source = await givenSource()
    await world.app.contextFor('test').jobs.boss.offWork('file-mail')
    await deliver(source.address, { subject: 'Lost job' })
    await deliverEvents(world.app.contextFor('test'))
    await world.sql(`delete from pgboss.job where name = 'file-mail'`)
    await world.forward({ minutes: 15 })
    expect(await alertsOf(source)).toMatchObject([{ title: 'Lost job', count: 1 }])
    await world.restart()
  })

  test('is taken in the order in which it came, though many come at once', async () => {
    const source = await givenSource()
    await world.app.contextFor('test').jobs.boss.offWork('file-mail')
    for (let n = 0; n < 12; n += 1) {
      const envelopeFrom = `alerts-${n}@monitoring.test`
      await deliver(source.address, { subject: `${n % 2 === 0 ? 'PROBLEM' : 'OK'}: Flapping`, envelopeFrom })
      await world.sql(`update mail.incoming_mails set received_at = received_at + interval '${n} milliseconds'
        where envelope_from = '${envelopeFrom}'`)
    }
    await world.restart()
    await world.settle()
    const alerts = await alertsOf(source)
    expect(alerts.map(({ state, count }) => [state, count])).toEqual(Array.from({ length: 6 }, () => ['resolved', 1]))
  })

  test('that says the same again later has happened again', async () => {
    const source = await givenSource()
    const headers = { 'Message-ID': '<nagios@db-1.test>' }
    await send(source.address, { subject: 'PROBLEM: disk', headers })
    await send(source.address, { subject: 'RECOVERY: disk', headers })
    world.clock.advance(3_600_000)
    await send(source.address, { subject: 'PROBLEM: disk', headers })
    expect((await alertsOf(source)).map(({ state }) => state)).toEqual(['open', 'resolved'])
  })

  test('to two sources whose alerts are on one page waits for nobody who waits for it', async () => {
    const [one, two] = [await givenSource(), await givenSource()]
    for (const source of [one, two]) await send(source.address, { subject: 'PROBLEM: disk' })
    const [from, into] = [(await alertsOf(one))[0]?.pageId ?? '', (await alertsOf(two))[0]?.pageId ?? '']
    await world.ana.call(pager.mergePage, { params: { id: from }, body: { into, isOtherTeamMeant: false } })
    const trigger = () =>
      fetch(`${world.app.url}/v2/enqueue`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          routing_key: two.key,
          event_action: 'trigger',
          dedup_key: 'disk',
          payload: { summary: 'disk', source: 'db-1', severity: 'critical' },
        }),
      })
    for (let round = 0; round < 4; round += 1) {
      const to = `${one.address}, ${two.address}`
      const { raw } = letter({
        from: 'Alerts <alerts@monitoring.test>',
        to,
        subject: 'PROBLEM: disk',
        text: `${round}`,
      })
      await world.deliver(raw, { from: 'alerts@monitoring.test', to: [one.address, two.address] })
      const settled = world.settle()
      // One that meets the mail may be told to come again.
      await Promise.all(Array.from({ length: 40 }, trigger))
      await settled
    }
    expect(await alertsOf(one)).toMatchObject([{ count: 5 }])
    expect((await trigger()).status).toBe(202)
  }, 60_000)
})
