import { expect, test } from 'vitest'
import { localeOf, sayTo, translateTo } from './say-to.ts'

const german = { language: 'de' } as const
const english = { language: 'en' } as const

test('a sentence is said in the language of its reader', () => {
  const say = sayTo(german)
  expect(say`Page: ${'Fire'}`).toBe('Alarm: Fire')
  const same = sayTo(english)
  expect(same`Page: ${'Fire'}`).toBe('Page: Fire')
  expect([localeOf(german), localeOf(english)]).toEqual(['de-DE', 'en-GB'])
})

const page = [
  'Acme (premium, VIP) wrote to the emergency address. Ticket #7 waits for an answer.',
  'Sender not proven: it came by the form on the web',
  'We wrote on Monday, and the disk is full.',
].join('\n')

test('what was kept in English is found again line by line; what somebody wrote stays', () => {
  expect(translateTo(german)(page).split('\n')).toEqual([
    'Acme (premium, VIP) schrieb an die Notfalladresse. Ticket #7 wartet auf eine Antwort.',
    'Absender nicht belegt: sie kam über das Webformular',
    'We wrote on Monday, and the disk is full.',
  ])
  expect(translateTo(english)(page)).toBe(page)
})

test.each([
  [
    'could not tell a@x.test and 3 more of the question: more than 2000 automatic answers within an hour',
    'a@x.test und 3 weitere',
  ],
  ['could not tell a@x.test of the question: this is our own address', 'informieren: das ist unsere eigene Adresse'],
  ['has not acknowledged: more than 1 automatic answer to this address within a day', 'innerhalb eines Tages'],
  ['did not send the reply of Ana: It was written by Vera at 2026-01-16T18:30:00.000Z.', 'Geschrieben hat Vera um'],
  ['restored the ticket from spam: its sender is still blocked, by @x.test', 'noch durch @x.test blockiert'],
  ['told 3 of 4 the last word; 1 could not be told', 'hat 3 von 4 das Ende mitgeteilt; 1 konnten'],
])('%s has its reason in the same language', (kept, other) => expect(translateTo(german)(kept)).toContain(other))
