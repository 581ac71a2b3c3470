import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as desk from '@bellwether/contract/desk.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { pdfOf } from '../../platform/files/pdf.builders.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'
import { askTeam } from '../hand-offs/hand-off.builders.ts'

let world: World
let legal: string
let network: string
let lena: Caller
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
  legal = await world.team('legal')
  network = await world.team('network')
  lena = await world.person('Lena', { teams: ['legal'] })
  await world.person('Nora', { teams: ['network'] })
})
afterAll(() => world.stop())

const of = ({ id }: { id: string }) => ({ params: { id } })
/** Everything that was said until now is read. */
const read = () => world.forward({ seconds: 2 })
const search = async (q: string, who: Caller = world.ana) => who.call(desk.searchTickets, { query: { q } })
const subjectsOf = async (q: string, who: Caller = world.ana) =>
  (await search(q, who)).hits.map(({ ticket }) => ticket.subject)
/** What is marked in the first place of the first ticket. */
const marksOf = async (q: string) => {
  const { text = '', marks = [] } = (await search(q)).hits[0]?.places[0]?.snippet ?? {}
  return marks.map(([from, to]) => text.slice(from, to))
}
const ask = (subject: string, text: string, from = 'vera@acme.test') => givenTicket(world, { from, subject, text })
const reply = async (ticket: { id: string }, text: string) => {
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { ...of(ticket), body: { text, seenMessageId } })
}

describe('a search', () => {
  test('finds what was said anywhere on a ticket: subject, messages, notes, questions, names and addresses', async () => {
    const ticket = await ask('Slow kumquat', 'The checkout crashes with a tangerine.')
    await reply(ticket, 'We see a pomegranate in the logs.')
    await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'It is the persimmon again.' } })
    const asked = await askTeam(world.ana, ticket, { toTeam: network, question: 'Who moved the quince?' })
    await world.ana.call(desk.answerHandOff, { ...of(asked), body: { text: 'A medlar did.' } })
    await read()
    for (const q of ['kumquat', 'tangerine', 'pomegranate', 'persimmon', 'quince', 'medlar', 'from:vera kumquat'])
      expect([q, await subjectsOf(q)]).toEqual([q, ['Slow kumquat']])
    expect(await subjectsOf('tangerine medlar')).toEqual(['Slow kumquat'])
    expect(await subjectsOf('tangerine mango')).toEqual([])
    expect(await subjectsOf('vera@acme.test quince')).toEqual(['Slow kumquat'])
  })

  test('finds what stands in attached files, and in fields, and shows which file it was', async () => {
    const ticket = await ask('A file with it', 'See the attachment.')
    const attach = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
      const query = { kind: 'note' as const, name }
      const headers = { 'content-type': 'application/octet-stream' }
      const path = urlOf(desk.attachFile, { ...of(ticket), query })
      const answer = await world.ana.raw(path, { method: 'POST', headers, body: bytes })
      return ((await answer.json()) as { id: string }).id
    }
    const fileIds = [
      await attach('trace.log', new Uint8Array(Buffer.from('GET /\nupstream kiwanoplum timed out'))),
      await attach('bill.pdf', new Uint8Array(pdfOf('Invoice for one yangmeiplum'))),
      await attach('noise.bin', new Uint8Array(randomBytes(2000))),
    ]
    await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'They sent these.', fileIds } })
    await world.ana.call(desk.addTicketField, { body: { key: 'fruit', kind: 'text', name: 'Fruit' } })
    const act = { kind: 'set-fields' as const, values: { fruit: 'bignayplum' } }
    await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [ticket.id] } } })
    await world.forward({ seconds: 10 })
    for (const q of ['kiwanoplum', 'yangmeiplum', 'bignayplum', 'kiwanoplum yangmeiplum', 'trace.log'])
      expect([q, await subjectsOf(q)]).toEqual([q, ['A file with it']])
    const [place] = (await search('yangmeiplum')).hits[0]?.places ?? []
    expect([place?.kind, place?.snippet.text]).toEqual(['file', expect.stringContaining('bill.pdf')])
    expect(await world.sql('select 1 from desk.attachments where not is_read')).toEqual([])
  })

  test('finds what stands in the files that there are, though one cannot be had', async () => {
    const ticket = await ask('Files apart', 'See the attachments.')
    const attach = async (text: string): Promise<void> => {
      const query = { kind: 'note' as const, name: 'a.log' }
      const headers = { 'content-type': 'application/octet-stream' }
      const path = urlOf(desk.attachFile, { ...of(ticket), query })
      const answer = await world.ana.raw(path, { method: 'POST', headers, body: text })
      const { id } = (await answer.json()) as { id: string }
      await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'A file.', fileIds: [id] } })
    }
    await attach('The first says goosefoot.')
    const [file] = await world.sql<{ name: string }>(`
      select sha256 as name from desk.attachments one join platform.files file on file.id = one.file_id
      where not one.is_read`)
    const path = join(world.dataFolder, 'files', file!.name.slice(0, 2), file!.name)
    rmSync(path)
    // A link to itself: neither there nor gone.
    symlinkSync(path, path)
    await attach('The second says lambsquarters.')
    await world.forward({ minutes: 1 })
    expect(await subjectsOf('lambsquarters')).toEqual(['Files apart'])
    rmSync(path)
    writeFileSync(path, 'The first says goosefoot.')
    await world.forward({ minutes: 1 })
    expect(await subjectsOf('goosefoot')).toEqual(['Files apart'])
  })

  test('shows where the words stand, the newest first, with their marks', async () => {
    const ticket = await ask(
      'Where it stands',
      `${'Before that. '.repeat(40)}A durian fell. ${'After it. '.repeat(40)}`,
    )
    await read()
    const [hit] = (await search('durian fell')).hits
    expect(hit?.ticket.number).toBe(ticket.number)
    const [place] = hit?.places ?? []
    expect(place).toMatchObject({ kind: 'message', by: 'vera@acme.test' })
    const { text = '', marks = [] } = place?.snippet ?? {}
    expect(text.length).toBeLessThan(210)
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['durian', 'fell'])
  })

  test('finds other forms of a word, in several languages, with and without accents', async () => {
    await ask('Formen', 'Die Häuser wurden gestern geschlossen, les chevaux étaient fatigués.')
    await ask('Forms', 'It has been flapping since yesterday.')
    await read()
    for (const q of ['haus', 'hauser', 'HÄUSER', 'fatigué', 'fatigues'])
      expect([q, await subjectsOf(q)]).toEqual([q, ['Formen']])
    for (const q of ['flap ', 'flapped ', 'flaps ']) expect([q, await subjectsOf(q)]).toEqual([q, ['Forms']])
  })

  test('finds names of machines as a whole and by their parts, and text without spaces by pairs', async () => {
    await ask('A host', 'The host pop7-h4.edge.example answers 502, see /var/log/nginx/error.log')
    await ask('日本', 'チェックアウトが遅いです')
    await read()
    const whole = 'pop7-h4.edge.example'
    for (const [q, marks] of [
      [whole, [whole]],
      ['pop7', [whole]],
      ['pop7 ', ['pop7']],
      ['pop7-h4', ['pop7', 'h4']],
      ['502 pop7 ', ['pop7', '502']],
      ['/var/log/nginx/error.log', ['var/log/nginx/error.log']],
    ] as const)
      expect([q, await subjectsOf(q), await marksOf(q)]).toEqual([q, ['A host'], marks])
    expect([await subjectsOf('チェックアウト'), await marksOf('チェックアウト')]).toEqual([
      ['日本'],
      ['チェックアウト'],
    ])
  })

  test('takes the last word for the beginning of one, unless a space ends it', async () => {
    await ask('Beginnings', 'An unmistakable rambutan.')
    await read()
    expect(await subjectsOf('ram')).toEqual(['Beginnings'])
    expect(await subjectsOf('ram ')).toEqual([])
    expect(await subjectsOf('ram unmistakable')).toEqual([])
  })

  test('offers what somebody meant who mistyped it, and says so', async () => {
    await ask('Spelling', 'The carambola is missing.')
    await read()
    expect(await search('carambloa ')).toMatchObject({
      instead: 'carambola',
      hits: [{ ticket: { subject: 'Spelling' } }],
    })
    expect(await search('carambola ')).toMatchObject({ instead: null })
    expect(await search('zzzzzzzz ')).toMatchObject({ instead: null, hits: [] })
  })

  test('ranks the subject before the rest, and the newest first', async () => {
    await ask('Soursop one', 'A question.')
    await ask('Other', 'About a soursop.')
    await ask('Soursop two', 'A question.')
    await read()
    expect(await subjectsOf('soursop')).toEqual(['Soursop two', 'Soursop one', 'Other'])
  })

  test('holds a phrase together and leaves out what is unwanted', async () => {
    await ask('Together', 'The yellow jackfruit is ripe.')
    await ask('Apart', 'The jackfruit is yellow.')
    await read()
    expect(await subjectsOf('"yellow jackfruit"')).toEqual(['Together'])
    expect(await subjectsOf('jackfruit -ripe')).toEqual(['Apart'])
  })
})

describe('a filter', () => {
  test('narrows by state, owner, team, time, customer and file', async () => {
    const open = await ask('Filtered open', 'A longan.')
    const done = await ask('Filtered done', 'A longan.', 'sam@nowhere.test')
    await world.ana.call(desk.claimTicket, { ...of(open), body: {} })
    await world.ana.call(desk.resolveTicket, { ...of(done), body: {} })
    await askTeam(world.ana, open, { toTeam: network })
    const act = { kind: 'tag' as const, add: ['exotic-fruit'] }
    await world.ana.call(desk.actOnTickets, { body: { act, tickets: { ids: [done.id] } } })
    const raise = { kind: 'prioritize' as const, priority: 'high' as const }
    await world.ana.call(desk.actOnTickets, { body: { act: raise, tickets: { ids: [open.id] } } })
    await read()
    const both = ['Filtered done', 'Filtered open']
    const expected: Record<string, string[]> = {
      'longan is:open': ['Filtered open'],
      'longan is:resolved': ['Filtered done'],
      'longan is:mine': ['Filtered open'],
      'longan owner:Ana': ['Filtered open'],
      'longan team:network': ['Filtered open'],
      'longan priority:HIGH': ['Filtered open'],
      'subject:"filtered don"': ['Filtered done'],
      'filtered subject:longan': [],
      'longan tag:Exotic-Fruit': ['Filtered done'],
      'longan customer:acme': ['Filtered open'],
      'longan from:sam': ['Filtered done'],
      'longan after:2026-01-16': both,
      'longan before:2026-01-16': [],
      'longan has:file': [],
      'from:sam@nowhere.test': ['Filtered done'],
    }
    for (const [q, subjects] of Object.entries(expected))
      expect([q, (await subjectsOf(q)).toSorted()]).toEqual([q, subjects])
  })

  test('that is not understood is said, and so is one that names nobody', async () => {
    const remarks = async (q: string) => (await search(q)).remarks.join()
    expect(await remarks('is:lost x')).toContain('is:open'.slice(3))
    expect(await remarks('-subject:alpha x')).toContain('cannot be left out by a minus')
    expect(await remarks('subject:!!! is:open')).toContain('Say of whom or what after')
    expect(await remarks('priority:1 x')).toContain('use high, normal, low')
    expect(await remarks('before:yesterday x')).toContain('before:2026-11-25')
    expect(await remarks('team:nobody x')).toContain('There is no team "nobody"')
    expect(await remarks('customer:none x')).toContain('No customer has the key "none"')
    expect(await subjectsOf('http://x.test:8080/ is:open')).toEqual([])
  })
})

describe('what may be found', () => {
  test('of a private question is for whoever asked and the team alone, also by its team', async () => {
    const ticket = await ask('Private matters', 'Please delete my data.')
    await askTeam(world.ana, ticket, {
      toTeam: legal,
      question: 'May we, in spite of the mangosteen?',
      isPrivate: true,
    })
    await read()
    expect(await subjectsOf('mangosteen')).toEqual(['Private matters'])
    expect(await subjectsOf('mangosteen', lena)).toEqual(['Private matters'])
    const other = await world.person('Otto', { teams: ['support'] })
    expect(await search('mangosteen', other)).toMatchObject({ hits: [], instead: null })
    expect(await search('mangostene ', other)).toMatchObject({ hits: [], instead: null })
    expect(await subjectsOf('team:legal', other)).toEqual([])
    expect(JSON.stringify(await search('data delete', other))).not.toContain('mangosteen')
  })

  test('is nothing for who may not read tickets', async () => {
    expect((await world.nobody.refused(desk.searchTickets, { query: { q: 'kumquat' } })).status).toBe(401)
  })

  test('of a merged ticket stands on the one in which it goes on', async () => {
    const [one, two] = [await ask('Merged one', 'A cherimoya.'), await ask('Merged two', 'A sapodilla.')]
    await read()
    await world.ana.call(desk.mergeTicket, { ...of(one), body: { into: two.id } })
    await read()
    expect(await subjectsOf('cherimoya sapodilla')).toEqual(['Merged two'])
    expect(await subjectsOf('cherimoya')).toEqual(['Merged two'])
  })
})

test('whatever somebody writes is a query', async () => {
  for (const q of [
    ' ',
    '"',
    `'`,
    "a'b",
    '\\',
    "\\'",
    '!',
    '-',
    '- -',
    ':*',
    '&|!()<->',
    'is:',
    'from:',
    'from:"',
    '%',
    '💥',
    'a'.repeat(500),
  ])
    expect([q, (await world.ana.call(desk.searchTickets, { query: { q } })).hits.length]).toEqual([
      q,
      expect.any(Number),
    ])
})

describe('a text that is hard to read', () => {
  test('of nothing but long words, or cut in the middle of a letter, is found by its first words', async () => {
    const long = Array.from({ length: 9000 }, (_, n) => `${'ж'.repeat(50)}${n.toString(36)}`).join(' ')
    await ask('Long words', `jabuticaba ${long}`)
    await ask('Cut letters', `feijoa a${'\u{20000}'.repeat(70)}`)
    await read()
    expect(await subjectsOf('jabuticaba ')).toEqual(['Long words'])
    expect(await subjectsOf('feijoa ')).toEqual(['Cut letters'])
  })

  test('stops no other: what cannot be read is left out', async () => {
    const [bad, good] = [await ask('Unreadable', 'A pitanga.'), await ask('Readable', 'A pitanga.')]
    await world.sql(`create function desk.refuse() returns trigger language plpgsql as $$
      begin if new.ticket_id = '${bad.id}' then raise exception 'refused'; end if; return new; end $$;
      create trigger refuse before insert or update on desk.search_docs for each row execute function desk.refuse()`)
    for (const ticket of [bad, good])
      await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'A rollinia.' } })
    await read()
    await world.sql('drop trigger refuse on desk.search_docs')
    expect(await subjectsOf('rollinia ')).toEqual(['Readable'])
    expect(await world.sql('select 1 from desk.unread_tickets')).toEqual([])
  })
})

test('a search shows where a word stands though much was said since', async () => {
  const ticket = await ask('A long talk', 'It began with a rambutan.')
  await world.ana.call(desk.addNote, { ...of(ticket), body: { text: 'Two 100% salak_fruits, as Müller "said".' } })
  const much = 'And again, nothing is new. '.repeat(60)
  for (let n = 0; n < 45; n += 1) {
    await world.forward({ seconds: 1 })
    await world.ana.call(desk.addNote, { ...of(ticket), body: { text: `${n}: ${much}` } })
  }
  await read()
  for (const [q, kind] of [
    ['rambutan', 'message'],
    ['"with a rambutan"', 'message'],
    ['salak_fruits 100%', 'note'],
    ['muller', 'note'],
  ] as const) {
    const [hit] = (await search(q)).hits
    expect([q, hit?.places.map((place) => place.kind)]).toEqual([q, [kind]])
  }
}, 60_000)
