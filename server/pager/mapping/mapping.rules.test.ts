import { describe, expect, test } from 'vitest'
import { Mapping } from '@bellwether/contract/pager.ts'
import { readWebhookEvent, textBy, valueAt } from './mapping.rules.ts'

const alert = {
  alert: { name: 'Disk', labels: { host: 'db-1' }, tags: ['a', 'b'], level: 4, isNew: true, gone: null },
  'plain.key': 1,
}

describe('a path', () => {
  test.each([
    ['alert.name', 'Disk'],
    [' alert.labels.host ', 'db-1'],
    ['alert.tags.1', 'b'],
    ['alert.level', 4],
    ['alert.nothing.more', undefined],
    ['alert.name.length', undefined],
    // Nobody gets at what an object only inherits.
    ['constructor.name', undefined],
    ['alert.__proto__', undefined],
    ['alert.tags.map', undefined],
    ['', undefined],
  ])('%j finds %j', (path, value) => {
    expect(valueAt(alert, path)).toEqual(value)
  })
})

describe('a text', () => {
  test.each([
    ['alert.name', 'Disk'],
    ['{{alert.name}} on {{ alert.labels.host }}', 'Disk on db-1'],
    ['{{alert.level}} {{alert.isNew}} {{alert.gone}}!', '4 true !'],
    ['{{alert.tags}}', '["a","b"]'],
    ['{{alert.name', '{{alert.name'],
    ['{{nothing}}', ''],
    ['}} {{alert.name}} }}', '}} Disk }}'],
    // What stands there is no template.
    ['{{own}}', '{{alert.name}}'],
  ])('%j says %j', (template, text) => {
    expect(textBy({ ...alert, own: '{{alert.name}}' }, template)).toBe(text)
  })
})

const read = (body: unknown, mapping: object | null = null) =>
  readWebhookEvent(body, { mapping: mapping && Mapping.parse(mapping), sourceName: 'Cron' })

describe('an event without a mapping', () => {
  test.each([
    [
      { title: 'A', message: 'B' },
      { title: 'A', action: 'trigger', severity: 'error' },
    ],
    [
      { message: 'B', id: 7 },
      { title: 'B', key: '7' },
    ],
    [
      { text: 'C', dedup_key: 'k', level: 'WARN' },
      { title: 'C', key: 'k', severity: 'warning' },
    ],
    [
      { summary: 'D', status: 'Resolved' },
      { title: 'D', action: 'resolve' },
    ],
    [
      { title: { en: 'E' }, text: 'F', priority: 'P1' },
      { title: 'F', severity: 'critical' },
    ],
    [
      { title: 'Disk', description: 'It is full.\nRunbook: https://wiki.test/disk', host: 'db-1', free: { gb: 0 } },
      { title: 'Disk', body: 'It is full.\nRunbook: https://wiki.test/disk\n\nhost: db-1\nfree: {"gb":0}' },
    ],
    [{ something: 1 }, { title: 'An event of Cron', body: 'something: 1' }],
  ])('%j', (body, event) => {
    expect(read(body)?.event).toMatchObject(event)
  })

  test('has the key of its title, whatever else it says', () => {
    const keys = [{ title: 'A', n: 1 }, { title: 'A', n: 2 }, { title: 'B' }].map((body) => read(body)?.event.key)
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })

  test.each([[undefined], [null], [7], ['text'], [[]], [{}]])('%j says nothing', (body) => {
    expect(read(body)).toBeUndefined()
  })
})

describe('a mapping', () => {
  const mapping = {
    title: '{{alert.name}} on {{alert.labels.host}}',
    key: 'alert.labels.host',
    severity: 'alert.level',
    words: { critical: ['5'], warning: ['4'] },
    resolvedWhen: { at: 'state', is: ['fine', 'over'] },
    body: 'Tags: {{alert.tags}}',
  }

  test('says what is what', () => {
    expect(read({ ...alert, state: 'bad' }, mapping)).toEqual({
      event: { action: 'trigger', title: 'Disk on db-1', key: 'db-1', severity: 'warning', body: 'Tags: ["a","b"]' },
      missed: [],
    })
    expect(read({ ...alert, state: 'Over' }, mapping)?.event.action).toBe('resolve')
    // Where it says when it is over, no other word does.
    expect(read({ ...alert, state: 'resolved', status: 'ok' }, mapping)?.event.action).toBe('trigger')
  })

  test('that finds nothing loses no alert', () => {
    const paths = { title: 'no.title', key: 'no.key', severity: 'no.level', body: 'no.body' }
    const found = read({ text: 'Help', status: 'resolved' }, { ...paths, resolvedWhen: { at: 'no.state', is: ['x'] } })
    expect(found).toMatchObject({ event: { title: 'Help', severity: 'error', action: 'trigger' } })
    expect(found?.missed.toSorted()).toEqual(['body', 'key', 'resolvedWhen', 'severity', 'title'])
  })
})

test('what is large, wide or deep is read in no time', () => {
  const before = performance.now()
  const template = '{{a}}'.repeat(20)
  expect(read({ a: 'x'.repeat(500_000) }, { title: template, body: template })?.event.title).toHaveLength(300)
  let deep: unknown = 'end'
  for (let n = 0; n < 100_000; n += 1) deep = [deep]
  expect(read({ title: 'Deep', deep }, { body: '{{deep}}' })?.event).toMatchObject({ title: 'Deep', body: '' })
  expect(read({ text: '{{'.repeat(200_000) })?.event.action).toBe('trigger')
  expect(performance.now() - before).toBeLessThan(2000)
})
