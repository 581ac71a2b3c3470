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
  '1.2.3',
  'v42',
  '220',
  '1.2.3-rc.1+build.5',
  '2026.11.29',
  '2026-11-29-1',
  'a1b2c3d',
  '0e5f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b',
  'main-a1b2c3d',
  'release-7',
  'release/2026-11',
  'registry.test:5000/team/shop:1.4',
  'shop@2.0',
  'r1234',
  '1.0.0-SNAPSHOT',
])('a version looks like %s', (version) => {
  expect(of({ build: version })?.version).toBe(version)
})

test.each([
  ['build #220', '220'],
  ['Release 42', '42'],
  ['version: v1.2', 'v1.2'],
  ['commit a1b2c3d', 'a1b2c3d'],
])('and is found behind its word: %s', (written, version) => {
  expect(of({ release: written })?.version).toBe(version)
})

test.each([
  'failed',
  'passed',
  'main',
  'latest',
  'feature/new-checkout',
  'build failed',
  'the build of 14:05 was started by hand',
  'Deploying to production in 5 minutes',
  'fixed bug 42',
  'rolled back to 41',
  '2 tests failed',
  '2-tests-failed',
  'step-2-done',
  'true',
  '0',
  '30s',
  '1.5min',
  '50%',
  '3/5',
  '14:05',
  'https://ci.test/builds/220',
  'decade',
  'n/a',
  '-',
])('nothing is deployed where %o stands for a version', (version) => {
  for (const name of ['build', 'commit', 'version', 'release', 'tag', 'sha', 'revision'])
    expect(of({ service: 'shop', [name]: version })).toBeNull()
})

test.each([
  ['the build', { build: 'failed', sha: 'a1b2c3d' }],
  ['its state', { build_number: 220, build_state: 'Failed' }],
  ['its status', { version: '1.2', status: 'failure' }],
  ['its result', { version: '1.2', result: 'ABORTED' }],
  ['its conclusion', { version: '1.2', conclusion: 'cancelled' }],
  ['its outcome', { version: '1.2', deployment_status: 'timed out after 10 minutes' }],
])('what failed by %s deployed nothing', (_, details) => {
  expect(of(details)).toBeNull()
})

test('a word that is no version hides none that stands beside it', () => {
  expect(of({ build: 'passed', revision: 'main', sha: 'a1b2c3d' })?.version).toBe('a1b2c3d')
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
  expect(of({ version: '1'.repeat(5_000) })?.version).toHaveLength(200)
})
