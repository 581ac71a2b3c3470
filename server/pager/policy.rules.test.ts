import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueAt, type Place, type Policy, standardPolicy } from './policy.rules.ts'

/** The minutes at which each step of a page is taken, and of which it is, until everything was tried twice. */
function walked(policy: Policy): [number, number | 'again'][] {
  const taken: [number, number | 'again'][] = []
  let [place, at]: [Place, number] = [{ step: 0, round: 0 }, 0]
  while (taken.filter(([, what]) => what === 'again').length < 2) {
    const { step, isExhausted, next, minutes } = dueAt(policy, place)
    taken.push([at, isExhausted ? 'again' : policy.steps.indexOf(step)])
    at += minutes
    place = next
  }
  return taken
}

test('the standard policy: on call, everyone, both once more, and then again and again', () => {
  expect(walked(standardPolicy)).toEqual([
    [0, 0],
    [10, 1],
    [20, 0],
    [30, 1],
    [40, 'again'],
    [55, 'again'],
  ])
})

const policies = fc.record({
  steps: fc.array(fc.record({ targets: fc.constant([]), minutes: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  repeats: fc.integer({ min: 0, max: 5 }),
  againMinutes: fc.integer({ min: 1, max: 60 }),
  acknowledgementMinutes: fc.constant(null),
})

test('whatever the policy, each step comes in each round, in order, and it never ends', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const taken = walked(policy)
      const rounds = Array.from({ length: policy.repeats + 1 }, () => policy.steps.map((_, n) => n)).flat()
      expect(taken.map(([, what]) => what)).toEqual([...rounds, 'again', 'again'])
    }),
  )
})

test('a page that got further than the policy is long goes on', () => {
  const policy = { ...standardPolicy, steps: standardPolicy.steps.slice(0, 1), repeats: 0 }
  expect(dueAt(policy, { step: 5, round: 3 })).toMatchObject({ isExhausted: true, minutes: 15, step: policy.steps[0] })
})
