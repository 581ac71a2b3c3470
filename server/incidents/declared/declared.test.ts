import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeTicket } from '@bellwether/contract/desk.ts'
import { declareOver, draftReport, editReport, tellCustomers } from '@bellwether/contract/incidents.ts'
import * as incidents from '@bellwether/contract/incidents-declared.ts'
import { acknowledgePage, openPage } from '@bellwether/contract/pager.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { givenTicket } from '../../desk/desk.builders.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { passMinutes, troublesIn } from '../incidents.builders.ts'

let world: World
let ines: Caller
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  await world.team('infrastructure')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
})
afterAll(() => world.stop())

const { given, draft, handedOff } = troublesIn(() => world)

const declare = (parts: incidents.IncidentPart[], title = ''): Promise<incidents.Incident> =>
  world.ana.call(incidents.declareIncident, { body: { title, parts } })
const incidentOf = (id: string): Promise<incidents.Incident> =>
  world.ana.call(incidents.getIncident, { params: { id } })
const decide = (id: string) =>
  world.ana.call(incidents.decideOnIncident, {
    params: { id },
    body: { kind: 'individual', reason: 'Only those who use functions were hit.' },
  })
const whatOf = ({ lines }: incidents.Incident): string[] => lines.map(({ what }) => what)

let hands = 0
/** One of nothing but its name. */
const byHand = (): Promise<incidents.Incident> => declare([], `By hand ${(hands += 1)}`)

describe('an incident', () => {
  test('of a report goes from found to closed, and its time line fills itself', async () => {
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const { id, ...declared } = await declare([{ kind: 'report', id: report.id }])
    expect(declared).toMatchObject({
      title: report.title,
      severity: 'sev2',
      severityChosen: null,
      step: 'paged',
      customers: 12,
      tickets: 1,
      beganAt: report.firstSeenAt,
      next: { kind: 'answer-page' },
      reports: [{ id: report.id }],
      ticketList: [{ id: ticket.id }],
      pages: [{ state: 'open', team: 'Infrastructure' }],
    })
    expect(declared.hit.filter((one) => one.ticket !== null)).toMatchObject([{ ticket: { id: ticket.id } }])
    const came = [
      'the first faulty request that is known of',
      `deployed ${fault.service}`,
      `ticket #${ticket.number} came in`,
      'drafted the report',
      'handed the report off to Infrastructure',
      'Infrastructure was paged',
      'declared the incident',
    ]
    for (const what of came) expect(whatOf({ id, ...declared }).join('\n')).toContain(what)
    // What came with the report belongs to it as well.
    expect(await declare([{ kind: 'ticket', id: ticket.id }])).toMatchObject({ id })
    const instants = declared.lines.map(({ at }) => at)
    expect(instants).toEqual(instants.toSorted())

    // The ticket came when the fault was half an hour old.
    expect(declared.detections.map(({ by }) => by)).toEqual(['ticket', 'page', 'declaration'])
    expect(declared.detections[0]).toMatchObject({ at: ticket.createdAt })
    await ines.call(acknowledgePage, { params: { id: declared.pages[0]!.id } })
    expect(await incidentOf(id)).toMatchObject({ next: { kind: 'watch', reportId: report.id } })
    const close = () => world.ana.call(incidents.closeIncident, { params: { id } })
    await expect(close()).rejects.toThrow(`R${report.number} is not over`)
    await passMinutes(world, fault, { minutes: 17, fails: false })
    await world.forward({ seconds: 20 })
    expect(await incidentOf(id)).toMatchObject({ step: 'zero', next: { kind: 'tell', reportId: report.id } })
    await world.ana.call(tellCustomers, { params: { id: report.id }, body: { text: 'It is over.' } })
    await world.forward({ seconds: 20 })
    expect(await incidentOf(id)).toMatchObject({ step: 'told', next: { kind: 'decide' } })
    await expect(close()).rejects.toThrow('incident-undecided')
    await decide(id)
    expect(await incidentOf(id)).toMatchObject({ next: { kind: 'close' }, decision: { kind: 'individual' } })
    const closed = await close()
    expect(closed).toMatchObject({ step: 'closed', next: null })
    expect(closed.steps.map(({ isReached }) => isReached)).toEqual([true, true, true, true, true, true])
    expect(closed.hit.filter((one) => one.toldAt !== null)).toHaveLength(1)
    for (const what of ['acknowledged the page of Infrastructure', 'at zero for 15 minutes', 'one by one'])
      expect(whatOf(closed).join('\n')).toContain(what)
    const saved = await (await world.ana.raw(urlOf(incidents.exportIncident, { params: { id } }))).text()
    for (const said of [
      `# I${closed.number} ${report.title}`,
      'Customers hit: 12, of whom 1 were told',
      'by a ticket: ',
    ])
      expect(saved).toContain(said)
    // Each once, however often it was looked at.
    expect(new Set(whatOf(closed)).size).toBe(whatOf(closed).length)
  })

  test('is one, whoever declares it at once, and again', async () => {
    const { ticket } = await given()
    const part = { kind: 'ticket' as const, id: ticket.id }
    const all = await Promise.all([declare([part]), declare([part]), declare([part]), declare([part])])
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    const pageId = (await world.ana.call(openPage, { body: { team: 'infrastructure', title: 'It burns' } })).id
    const again = await declare([part, { kind: 'page', id: pageId }])
    expect(again).toMatchObject({ id: all[0]?.id, title: ticket.subject })
    expect(again.pages.map(({ id }) => id)).toContain(pageId)
    const found = await world.ana.call(incidents.listIncidents, { query: { part: ticket.id } })
    expect(found.items.map(({ id }) => id)).toEqual([again.id])
    const { items } = await world.ana.call(incidents.listIncidentParts, {})
    expect(items.filter(({ incident }) => incident.id === again.id).map(({ id }) => id)).toEqual(
      expect.arrayContaining([ticket.id, pageId]),
    )
  })

  test('is called as its first part is called now, until somebody names it', async () => {
    const { fault } = await given()
    const { id: reportId, title } = await draft(fault)
    const { id, ...declared } = await declare([{ kind: 'report', id: reportId }])
    expect(declared.title).toBe(title)
    await world.ana.call(editReport, { params: { id: reportId }, body: { title: 'Checkout fails for all' } })
    expect((await incidentOf(id)).title).toBe('Checkout fails for all')
    await world.ana.call(incidents.changeIncident, { params: { id }, body: { title: 'No shop sells' } })
    expect((await incidentOf(id)).title).toBe('No shop sells')
  })

  test('that two declare at once of the same, each in their order, is one', async () => {
    const tickets = [(await given()).ticket, (await given()).ticket, (await given()).ticket]
    const parts = tickets.map(({ id }) => ({ kind: 'ticket' as const, id }))
    const both = await Promise.all([declare(parts), declare(parts.toReversed()), declare(parts)])
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
  })

  test('needs a name, and parts that exist', async () => {
    await expect(declare([])).rejects.toThrow('Name what is broken in one line.')
    for (const kind of incidents.partKinds) await expect(declare([{ kind, id: randomUUID() }])).rejects.toThrow('404')
  })

  test('whose part is in a closed one is not declared anew: that one is opened again', async () => {
    const { ticket } = await given()
    const { id, number } = await declare([{ kind: 'ticket', id: ticket.id }])
    await decide(id)
    await world.ana.call(incidents.closeIncident, { params: { id } })
    await expect(declare([{ kind: 'ticket', id: ticket.id }])).rejects.toThrow(`I${number}, which is closed`)
    await expect(world.ana.call(incidents.chooseSeverity, { params: { id }, body: { chosen: null } })).rejects.toThrow(
      'Open it again to change it.',
    )
    const open = await world.ana.call(incidents.reopenIncident, { params: { id }, body: { reason: 'It came back' } })
    expect(open).toMatchObject({ closedAt: null, step: 'found' })
    expect(whatOf(open)).toContain('opened it again: It came back')
  })

  test('whose report is closed with it leaves its tickets free for another one', async () => {
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const closed = await declare([{ kind: 'report', id: report.id }])
    await world.ana.call(declareOver, { params: { id: report.id }, body: { reason: 'It was nothing.' } })
    await decide(closed.id)
    await world.ana.call(incidents.closeIncident, { params: { id: closed.id } })
    const other = await declare([{ kind: 'ticket', id: ticket.id }])
    expect(other.id).not.toBe(closed.id)
    expect(other.ticketList.map(({ id }) => id)).toEqual([ticket.id])
  })

  test('follows its ticket into the one with which it was merged', async () => {
    const { ticket } = await given()
    const other = await givenTicket(world, { from: ticket.contact.email, subject: `Also ${ticket.number}` })
    const { id } = await declare([{ kind: 'ticket', id: ticket.id }])
    await world.ana.call(mergeTicket, { params: { id: ticket.id }, body: { into: String(other.number) } })
    await world.settle()
    expect((await incidentOf(id)).ticketList.map((one) => one.id)).toEqual([other.id])
  })
})

describe('severity', () => {
  test('rises by itself with whom it hits, and a person may choose another, with the reason', async () => {
    const { fault, ticket } = await given()
    const { id } = await byHand()
    expect(await incidentOf(id)).toMatchObject({ severity: 'sev3' })
    const report = await handedOff(fault, [ticket.id])
    await world.ana.call(incidents.addIncidentPart, { params: { id }, body: { kind: 'report', id: report.id } })
    const risen = await incidentOf(id)
    expect(risen).toMatchObject({ severity: 'sev2' })
    expect(whatOf(risen)).toContain('is SEV2 now: 12 customers are hit, 0 of them VIP')
    const choose = (chosen: { severity: incidents.Severity; reason: string } | null) =>
      world.ana.call(incidents.chooseSeverity, { params: { id }, body: { chosen } })
    await expect(choose({ severity: 'sev1', reason: ' ' })).rejects.toThrow('Say why')
    expect(await choose({ severity: 'sev1', reason: 'It is the shop of the year.' })).toMatchObject({
      severity: 'sev1',
      severityByRule: 'sev2',
      severityChosen: { reason: 'It is the shop of the year.' },
    })
    expect(await choose(null)).toMatchObject({ severity: 'sev2', severityChosen: null })
  })
})

describe('roles', () => {
  test('are proposed from who is on, given, taken over and left open', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const { id, proposed } = await declare([{ kind: 'report', id: report.id }])
    // The teams have no rota: nobody is on.
    expect(proposed).toEqual([])
    const give = (role: incidents.IncidentRole, person: string | null) =>
      world.ana.call(incidents.giveRole, { params: { id, role }, body: { person } })
    await give('commander', ines.id)
    const second = await give('liaison', ines.id)
    expect(second.roles.map(({ role, person }) => `${role} ${person.name}`).toSorted()).toEqual([
      'commander Ines',
      'liaison Ines',
    ])
    expect((await give('commander', null)).roles.map(({ role }) => role)).toEqual(['liaison'])
    await expect(give('scribe', randomUUID())).rejects.toThrow('Nobody on staff has this id.')
  })
})

describe('the time line', () => {
  test('takes what people write, also afterwards, and nothing that is still to come', async () => {
    const { id } = await byHand()
    const at = new Date(world.clock.now().getTime() - 600_000).toISOString()
    const write = (what: string, at: string | null) =>
      world.ana.call(incidents.addIncidentLine, { params: { id }, body: { what, at } })
    await write('Six customers called.', at)
    const { lines } = await write('Traffic was moved.', null)
    expect(lines.map(({ what }) => what)).toEqual([
      'Six customers called.',
      'declared the incident',
      'Traffic was moved.',
    ])
    expect(lines[0]).toMatchObject({ at, who: 'Ana', isByPerson: true })
    const ahead = new Date(world.clock.now().getTime() + 60_000).toISOString()
    await expect(write('It will be over.', ahead)).rejects.toThrow('choose an instant that is past')
  })

  test('a line that came by itself is corrected, left out and commented on, and comes back as it was by nothing', async () => {
    const { ticket } = await given()
    const { id, lines } = await declare([{ kind: 'ticket', id: ticket.id }])
    const line = lines.find(({ what }) => what.includes('came in'))?.id ?? ''
    const correct = (body: { what?: string; isLeftOut?: boolean }, who = world.ana) =>
      who.call(incidents.correctIncidentLine, { params: { id, line }, body })
    await correct({ what: 'The first customer wrote.' })
    await correct({ what: 'The first of seven customers wrote.' }, ines)
    await ines.call(incidents.commentOnLine, { params: { id, line }, body: { text: 'By the emergency address.' } })
    await world.forward({ seconds: 30 })
    const after = (await incidentOf(id)).lines.filter((one) => one.what.includes('customers wrote'))
    expect(after).toMatchObject([
      {
        id: line,
        corrected: { by: { name: 'Ines' }, what: `ticket #${ticket.number} came in` },
        comments: [{ by: { name: 'Ines' }, text: 'By the emergency address.' }],
        isLeftOut: false,
      },
    ])
    expect((await incidentOf(id)).lines).toHaveLength(lines.length)
    await expect(correct({})).rejects.toThrow('Say what is to be corrected.')
    const left = await correct({ isLeftOut: true })
    expect(left.lines.find((one) => one.id === line)).toMatchObject({ isLeftOut: true })
  })

  test('a line of another incident is none of this one', async () => {
    const [one, other] = [await byHand(), await byHand()]
    const params = { id: one.id, line: other.lines[0]?.id ?? '' }
    await expect(world.ana.call(incidents.commentOnLine, { params, body: { text: 'Here?' } })).rejects.toThrow('404')
    await expect(world.ana.call(incidents.correctIncidentLine, { params, body: { what: 'No' } })).rejects.toThrow('404')
  })
})

describe('two incidents', () => {
  test('are merged, with parts and lines, and split again', async () => {
    const [first, second] = [(await given()).ticket, (await given()).ticket]
    const one = await declare([{ kind: 'ticket', id: first.id }])
    const other = await declare([{ kind: 'ticket', id: second.id }])
    const params = { id: one.id }
    await world.ana.call(incidents.addIncidentLine, { params, body: { what: 'Seen by hand.', at: null } })
    await expect(world.ana.call(incidents.mergeIncident, { params, body: { into: one.id } })).rejects.toThrow('another')
    const merged = await world.ana.call(incidents.mergeIncident, { params, body: { into: other.id } })
    expect(merged).toMatchObject({ id: other.id, tickets: 2 })
    for (const what of [`ticket #${first.number} came in`, `ticket #${second.number} came in`, 'Seen by hand.'])
      expect(whatOf(merged).filter((said) => said === what)).toHaveLength(1)
    expect(await incidentOf(one.id)).toMatchObject({ mergedInto: { number: other.number }, step: 'closed' })
    await expect(world.ana.call(incidents.reopenIncident, { params, body: { reason: 'No' } })).rejects.toThrow(
      'It was merged',
    )
    const body = { title: 'Another thing', parts: [{ kind: 'ticket' as const, id: first.id }] }
    const split = await world.ana.call(incidents.splitIncident, { params: { id: other.id }, body })
    expect(split).toMatchObject({ title: 'Another thing', ticketList: [{ id: first.id }] })
    expect(whatOf(split)).toContain(`ticket #${first.number} came in`)
    const rest = await incidentOf(other.id)
    expect(rest.ticketList.map(({ id }) => id)).toEqual([second.id])
    expect(whatOf(rest)).not.toContain(`ticket #${first.number} came in`)
    await expect(world.ana.call(incidents.splitIncident, { params: { id: other.id }, body })).rejects.toThrow('no part')
  })

  test('split with a report: what came with it goes as well, corrections and comments with it', async () => {
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const { id } = await declare([{ kind: 'report', id: report.id }], 'Two things at once')
    const came = (await incidentOf(id)).lines.find(({ what }) => what === `ticket #${ticket.number} came in`)
    const params = { id, line: came?.id ?? '' }
    await ines.call(incidents.correctIncidentLine, { params, body: { what: 'The first customer wrote.' } })
    await ines.call(incidents.commentOnLine, { params, body: { text: 'By phone, too.' } })
    const parts = [{ kind: 'report' as const, id: report.id }]
    const split = await world.ana.call(incidents.splitIncident, {
      params: { id },
      body: { title: 'One of them', parts },
    })
    expect(split.lines.filter(({ id: line }) => line === came?.id)).toMatchObject([
      { what: 'The first customer wrote.', comments: [{ text: 'By phone, too.' }] },
    ])
    expect(whatOf(split)).toContain('Infrastructure was paged')
    expect(whatOf(split)).not.toContain(`ticket #${ticket.number} came in`)
    const rest = whatOf(await incidentOf(id))
    expect(rest).toEqual([
      'declared the incident',
      expect.stringMatching(/^is SEV2 now/),
      `split incident I${split.number} off`,
    ])
  })

  test('keep the graver severity and whoever had a role; what is merged owes no word', async () => {
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const grave = await declare([{ kind: 'report', id: report.id }])
    await world.ana.call(incidents.giveRole, { params: { id: grave.id, role: 'scribe' }, body: { person: ines.id } })
    const { id } = await byHand()
    const merged = await world.ana.call(incidents.mergeIncident, { params: { id: grave.id }, body: { into: id } })
    expect(merged).toMatchObject({ severity: 'sev2', roles: [{ role: 'scribe', person: { name: 'Ines' } }] })
    expect(merged.wordDueAt).not.toBeNull()
    expect((await incidentOf(grave.id)).wordDueAt).toBeNull()
  })

  test('that are merged into each other at once are one in the end', async () => {
    const [one, other] = [await byHand(), await byHand()]
    const merge = (id: string, into: string) =>
      world.ana.call(incidents.mergeIncident, { params: { id }, body: { into } }).catch(() => undefined)
    await Promise.all([merge(one.id, other.id), merge(other.id, one.id)])
    const both = [await incidentOf(one.id), await incidentOf(other.id)]
    expect(both.filter(({ mergedInto }) => mergedInto !== null)).toHaveLength(1)
  })
})

test('is listed before those that are closed, however old', async () => {
  const old = await byHand()
  await world.forward({ minutes: 5 })
  const closed = await byHand()
  await decide(closed.id)
  await world.ana.call(incidents.closeIncident, { params: { id: closed.id } })
  const { items } = await world.ana.call(incidents.listIncidents, { query: { limit: 200 } })
  const ids = items.map(({ id }) => id)
  expect(ids.indexOf(old.id)).toBeLessThan(ids.indexOf(closed.id))
  const open = await world.ana.call(incidents.listIncidents, { query: { open: true, limit: 200 } })
  expect(open.items.every(({ closedAt }) => closedAt === null)).toBe(true)
})

test('a report that is over by hand is at zero', async () => {
  const { fault, ticket } = await given()
  const report = await handedOff(fault, [ticket.id])
  const { id } = await declare([{ kind: 'report', id: report.id }])
  await world.ana.call(declareOver, { params: { id: report.id }, body: { reason: 'They moved away.' } })
  await world.forward({ seconds: 20 })
  expect(await incidentOf(id)).toMatchObject({ step: 'zero', steps: { 3: { isReached: true, at: null } } })
})

describe('a word to whoever waits', () => {
  test('is due soon after the declaration, then by the policy or as promised, and the liaison is reminded once', async () => {
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const { id, number, declaredAt, wordDueAt } = await declare([{ kind: 'report', id: report.id }])
    const minutesAfter = (at: string | Date, minutes: number) =>
      new Date(new Date(at).getTime() + minutes * 60_000).toISOString()
    expect(wordDueAt).toBe(minutesAfter(declaredAt, 5))
    await world.ana.call(incidents.giveRole, { params: { id, role: 'liaison' }, body: { person: ines.id } })
    const reminders = async () => {
      await world.forward({ minutes: 3 })
      return world.mailbox.to('ines@staff.test').filter(({ subject }) => subject === `A word is due: I${number}`).length
    }
    expect([await reminders(), await reminders(), await reminders()]).toEqual([0, 1, 1])
    const nextBy = minutesAfter(world.clock.now(), 90)
    await world.ana.call(tellCustomers, { params: { id: report.id }, body: { text: 'We look. {next}', nextBy } })
    await world.forward({ seconds: 20 })
    expect((await incidentOf(id)).wordDueAt).toBe(nextBy)
    await world.ana.call(incidents.decideOnIncident, { params: { id }, body: { kind: 'nothing', reason: 'A drill.' } })
    // What was promised is owed whatever was decided since.
    expect((await incidentOf(id)).wordDueAt).toBe(nextBy)
  })

  test('is nobody’s while nobody wrote in; the policy is changed by whoever configures', async () => {
    const { id, wordDueAt } = await byHand()
    expect(wordDueAt).toBeNull()
    const body = { firstMinutes: 30, thenMinutes: 45, decision: 'nothing' as const }
    const set = (who: Caller) => who.call(incidents.setIncidentPolicy, { params: { severity: 'sev3' }, body })
    await expect(set(ines)).rejects.toThrow('desk.configure')
    await set(world.ana)
    const ticket = await givenTicket(world, { from: 'wim@nowhere.test', subject: 'Is it down?' })
    const report = await world.ana.call(draftReport, { body: { ticketIds: [ticket.id] } })
    const added = await world.ana.call(incidents.addIncidentPart, {
      params: { id },
      body: { kind: 'report', id: report.id },
    })
    expect(Date.parse(added.wordDueAt ?? '') - Date.parse(added.declaredAt)).toBe(30 * 60_000)
  })
})

test('what a stranger wrote has no format in the file', async () => {
  const subject = '![seen](https://evil.test/p.png) <img src=x> \u001B[31m**now**'
  const ticket = await givenTicket(world, { from: 'wim@nowhere.test', subject })
  const { id } = await declare([{ kind: 'ticket', id: ticket.id }])
  const file = await (await world.ana.raw(urlOf(incidents.exportIncident, { params: { id } }))).text()
  expect(file).not.toMatch(/(?<!\\)[*<![\]]/)
  expect(file).not.toContain('\u001B')
  expect(file).toContain('seen')
})

test('is closed by whoever decided, also where nobody drafted a report', async () => {
  const { id } = await byHand()
  await decide(id)
  expect(await world.ana.call(incidents.closeIncident, { params: { id } })).toMatchObject({ step: 'closed' })
})
