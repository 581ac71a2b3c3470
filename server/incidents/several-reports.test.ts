import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, mergeTicket, reopenTicket, replyToTicket, resolveTicket } from '@bellwether/contract/desk.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { givenTicket } from '../desk/desk.builders.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { troublesIn } from './incidents.builders.ts'

let world: World
const { given } = troublesIn(() => world)
beforeAll(async () => {
  world = await startWorld({ evidence: true })
})
afterAll(() => world.stop())

describe('a ticket of several reports', () => {
  const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
  const tell = async (id: string, text: string, nextBy: string | null = null): Promise<void> => {
    await world.ana.call(incidents.tellCustomers, { params: { id }, body: { text, nextBy } })
    await world.settle()
  }
  const over = async (id: string): Promise<void> => {
    await world.ana.call(incidents.declareOver, { params: { id }, body: { reason: 'seen' } })
    await world.settle()
  }
  const stands = async (id: string) => {
    const { waitingOn, clocks } = await world.ana.call(getTicket, { params: { id } })
    const running = clocks.filter((one) => one.stoppedAt === null).map((one) => String(one.dueAt))
    return [waitingOn.holder, waitingOn.incidents.map(({ id }) => id), running.toSorted()]
  }
  const reportOn = async (ticketIds: string[]): Promise<string> =>
    (await world.ana.call(incidents.draftReport, { body: { ticketIds } })).id

  test('is owed each word that was promised, whichever ends first', async () => {
    const { ticket } = await given()
    const [one, two] = [await reportOn([ticket.id]), await reportOn([ticket.id])]
    const [soon, late] = [inMinutes(60), inMinutes(600)]
    await tell(one, 'By {next}.', soon)
    await tell(two, 'By {next}.', late)
    expect(await stands(ticket.id)).toEqual(['incident', [one, two], [soon, late]])
    await over(one)
    expect(await stands(ticket.id)).toEqual(['support', [two], [soon, late]])
    await tell(one, 'The one is over.')
    expect(await stands(ticket.id)).toEqual(['incident', [two], [late]])
    await over(two)
    expect(await stands(ticket.id)).toEqual(['support', [], [late]])
    await tell(two, 'The other is over.')
    expect(await stands(ticket.id)).toEqual(['customer', [], []])
  })

  test('keeps both promises when two tickets become one', async () => {
    const { ticket } = await given()
    const other = await givenTicket(world, { from: ticket.contact.email, subject: `Also ${ticket.number}` })
    const [one, two] = [await reportOn([ticket.id]), await reportOn([other.id])]
    const [soon, late] = [inMinutes(60), inMinutes(600)]
    await tell(one, 'By {next}.', soon)
    await tell(two, 'By {next}.', late)
    await world.ana.call(mergeTicket, { params: { id: ticket.id }, body: { into: String(other.number) } })
    await world.settle()
    expect(await stands(other.id)).toEqual(['incident', [one, two], [soon, late]])
    await over(one)
    expect(await stands(other.id)).toEqual(['support', [two], [soon, late]])
  })

  test('whoever was promised a word hears it, also where their ticket was merged into a colleague’s', async () => {
    const { ticket, key } = await given()
    const mine = await givenTicket(world, { from: `otto@${key}.test`, subject: `Otto of ${key}` })
    const id = await reportOn([mine.id])
    await tell(id, 'By {next}.', inMinutes(60))
    const merge = { into: String(ticket.number), acrossCustomers: true }
    await world.ana.call(mergeTicket, { params: { id: mine.id }, body: merge })
    await world.settle()
    await over(id)
    await tell(id, 'It is over, both of you.')
    for (const address of [`otto@${key}.test`, ticket.contact.email])
      expect(world.mailbox.to(address).filter((mail) => mail.text?.includes('both of you'))).toHaveLength(1)
  })

  test('is owed the word again when it is opened again, and no more once it was given', async () => {
    const { ticket } = await given()
    const id = await reportOn([ticket.id])
    const soon = inMinutes(60)
    await tell(id, 'By {next}.', soon)
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    expect(await stands(ticket.id)).toEqual(['nobody', [id], []])
    await world.ana.call(reopenTicket, { params: { id: ticket.id } })
    const { newestMessageId: seenMessageId } = await world.ana.call(getTicket, { params: { id: ticket.id } })
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: { text: 'Sorry.', seenMessageId } })
    expect(await stands(ticket.id)).toEqual(['incident', [id], [soon]])
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    await over(id)
    expect(await stands(ticket.id)).toEqual(['nobody', [], []])
  })

  test('a word that could not be sent in time is not sent after a later one', async () => {
    const { ticket } = await given()
    const id = await reportOn([ticket.id])
    await world.sql(`
      create function pg_temp_fail() returns trigger language plpgsql as $$ begin raise 'away' using errcode = '57P01'; end $$;
      create trigger fails before update on incidents.telling_tickets for each row execute function pg_temp_fail()`)
    await world.ana.call(incidents.tellCustomers, {
      params: { id },
      body: { text: 'It goes on by {next}.', nextBy: inMinutes(60) },
    })
    await expect
      .poll(() =>
        world.sql(
          `select count(*)::int as n from pgboss.job where name = 'incidents.tell-tickets' and state = 'retry'`,
        ),
      )
      .toEqual([{ n: 1 }])
    await world.sql(`drop function pg_temp_fail cascade`)
    await over(id)
    await tell(id, 'It is over.')
    const told = world.mailbox.to(ticket.contact.email).map((mail) => mail.text ?? '')
    expect(told.filter((text) => text.includes('It is over.'))).toHaveLength(1)
    expect(told.filter((text) => text.includes('It goes on'))).toHaveLength(0)
    expect(await stands(ticket.id)).toEqual(['customer', [], []])
  })
})

test('a list groups by the reports of which not everyone has been told, and by no other', async () => {
  const { ticket } = await given()
  const other = await givenTicket(world, { from: ticket.contact.email, subject: 'As well' })
  const { id, number } = await world.ana.call(incidents.draftReport, { body: { ticketIds: [ticket.id, other.id] } })
  const grouped = async () =>
    (await world.ana.call(incidents.listReportTickets, {})).items.find(({ report }) => report.id === id)
  const both = [ticket.id, other.id].toSorted()
  expect(await grouped()).toMatchObject({ report: { number, state: 'draft' }, ticketIds: both })
  await world.ana.call(incidents.declareOver, { params: { id }, body: { reason: 'seen' } })
  expect(await grouped()).toMatchObject({ report: { state: 'recovered' }, ticketIds: both })
  await world.ana.call(incidents.tellCustomers, { params: { id }, body: { text: 'It is over.', nextBy: null } })
  await world.settle()
  expect(await grouped()).toBeUndefined()
})
