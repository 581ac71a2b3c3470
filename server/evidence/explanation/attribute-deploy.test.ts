import { expect, test } from 'vitest'
import { seededRandom, type Random } from '../../demo/world/seeded-random.ts'
import { attributeDeploy, type AttributionInput, type CandidateDeploy, type PlacedError } from './attribute-deploy.ts'

const minute = 60_000
const hosts = Array.from({ length: 60 }, (_, n) => `h${n}`)
const traffic = new Map(hosts.map((host) => [host, 1 / hosts.length]))

const deployAt = (id: string, random: Random, startedAt: number, minutes: number): CandidateDeploy => ({
  id,
  service: 'revproxy',
  startedAt,
  hosts: new Map(random.shuffled(hosts).map((host, n) => [host, startedAt + (minutes * minute * n) / hosts.length])),
})

function trial(
  seed: number,
  kind: 'guilty' | 'nobody',
  errorCount = 12,
  innocents = 3,
): { input: AttributionInput; guilty: string } {
  const random = seededRandom(seed)
  const around = (n: number): CandidateDeploy =>
    deployAt(`other${n}`, random, (-240 + 420 * random.next()) * minute, 5 + random.below(55))
  const guilty = deployAt('guilty', random, 120 * minute, 40)
  const errors: PlacedError[] = []
  while (errors.length < errorCount) {
    const error = {
      host: random.pick(hosts),
      at: (kind === 'nobody' ? 100 + 80 * random.next() : 120 + 30 * random.next()) * minute,
    }
    if (kind === 'nobody' || guilty.hosts.get(error.host)! <= error.at) errors.push(error)
  }
  const deploys = [...Array.from({ length: innocents }, (_, n) => around(n)), ...(kind === 'guilty' ? [guilty] : [])]
  const input = {
    errors,
    deploys,
    trafficShares: traffic,
    from: 0,
    // Six hours before the errors, as every explanation looks.
    candidatesFrom: -240 * minute,
    to: 180 * minute,
    failingServices: new Set(['revproxy']),
  }
  return { input, guilty: 'guilty' }
}

const trials = 200
const share = (hit: (seed: number) => boolean): number =>
  Array.from({ length: trials }, (_, seed) => hit(seed)).filter(Boolean).length / trials

test('the guilty deploy is found among three innocent ones in 98 of 100 cases', () => {
  const found = share((seed) => attributeDeploy(trial(seed, 'guilty').input).blamed?.id === 'guilty')
  expect(found).toBeGreaterThanOrEqual(0.98)
})

test('when no deploy is to blame, at most one case in twenty blames one', () => {
  const wrong = share((seed) => attributeDeploy(trial(seed, 'nobody').input).blamed !== undefined)
  expect(wrong).toBeLessThanOrEqual(0.05)
})

test('chance is small for the guilty one, and even for hosts drawn by traffic', () => {
  const { blamed } = attributeDeploy(trial(1, 'guilty').input)
  expect(blamed).toMatchObject({ errorsElsewhere: 0, errorsOnUpdatedHosts: 12 })
  expect(blamed!.chance).toBeLessThan(0.01)
  // Under the null a chance below 5 % comes up in about 5 % of cases, never much more often.
  const low = share((seed) => {
    const input = trial(seed, 'nobody', 20, 1).input
    return (attributeDeploy(input).scored[0]?.chance ?? 1) < 0.05
  })
  expect(low).toBeLessThanOrEqual(0.1)
})

test('a deploy of a service that did not fail needs better evidence', () => {
  const { input } = trial(1, 'guilty')
  const [first, ...more] = input.errors.toSorted((a, b) => a.at - b.at)
  // Behind the roll-out everything lies on updated hosts: its time alone speaks, and not clearly.
  const late = [first!, ...more].map((error, n) => ({ ...error, at: (162 + n / 10) * minute }))
  const failing = (service: string) =>
    attributeDeploy({ ...input, deploys: input.deploys.slice(-1), errors: late, failingServices: new Set([service]) })
  const [same, other] = [failing('revproxy'), failing('imgproc')]
  expect(same.blamed?.id).toBe('guilty')
  expect(same.blamed!.chance).toBeGreaterThan(0.01)
  expect(other.blamed).toBeUndefined()
})

test('an order of hosts that nobody reported is guessed from the start, for the failing service only', () => {
  const errors = Array.from({ length: 12 }, (_, n) => ({
    host: hosts[n]!,
    at: (120 + 40 * Math.sqrt((n + 1) / 13)) * minute,
  }))
  const blind = (service: string): CandidateDeploy => ({
    id: service,
    service,
    startedAt: 120 * minute,
    hosts: new Map(),
  })
  const input = {
    errors,
    trafficShares: traffic,
    from: 0,
    candidatesFrom: -240 * minute,
    to: 180 * minute,
    failingServices: new Set(['revproxy']),
  }
  expect(attributeDeploy({ ...input, deploys: [blind('revproxy')] }).blamed?.id).toBe('revproxy')
  expect(attributeDeploy({ ...input, deploys: [blind('imgproc')] }).blamed).toBeUndefined()
})

test('no errors, no deploys: nobody is blamed', () => {
  const input = { ...trial(1, 'guilty').input, errors: [] }
  expect(attributeDeploy(input)).toEqual({ blamed: undefined, scored: [] })
  expect(attributeDeploy({ ...trial(1, 'guilty').input, deploys: [] }).blamed).toBeUndefined()
})
