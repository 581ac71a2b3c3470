import { expect, test } from 'vitest'
import { deployOfChange } from './deploy-of-change.rules.ts'

const of = (details: unknown, source: string | null = 'acme-ci', links: string[] = []) =>
  deployOfChange({ source, details, links })

test.each([
  ['by its words', { service: 'edge', version: 'v42', user: 'kim' }, { service: 'edge', version: 'v42', by: 'kim' }],
  [
    'a build of its source',
    { build_number: 220, build_state: 'passed' },
    { service: 'acme-ci', version: '220', by: null },
  ],
  ['written apart', { 'Project Name': 'shop', 'Commit SHA': 'a1b2c3' }, { service: 'shop', version: 'a1b2c3' }],
  ['the first of several', { tag: 'v3', sha: 'a1b2', repo: 'shop' }, { version: 'v3', service: 'shop' }],
])('a deploy is told of: %s', (_, details, expected) => {
  expect(of(details)).toMatchObject(expected)
})

test.each([
  ['no version', { service: 'edge', note: 'feature flag on' }],
  ['nothing', undefined],
  ['a text', 'version 42'],
  ['a list', ['version']],
  ['an empty version', { version: '   ' }],
  ['a version that is no word', { version: { major: 1 } }],
])('what says %s is no deploy', (_, details) => {
  expect(of(details)).toBeNull()
})

test('what names no service and has no source is none; only links of the web are kept', () => {
  expect(of({ version: '1' }, null)).toBeNull()
  expect(of({ version: '1' }, 'ci', ['javascript:alert(1)', 'https://ci.test/1'])?.url).toBe('https://ci.test/1')
  expect(of({ version: 'x'.repeat(5_000) })?.version).toHaveLength(200)
})
