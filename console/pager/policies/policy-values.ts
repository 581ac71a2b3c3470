import type { PagingPolicy } from '@bellwether/contract/pager.ts'

type Target = PagingPolicy['steps'][number]['targets'][number]

/** A step as the form holds it: groups by their names, and people. */
export interface StepValues {
  groups: string[]
  people: string[]
  minutes: number | string
}

export interface PolicyValues {
  steps: StepValues[]
  repeats: number | string
  againMinutes: number | string
  /** Empty: there is no such time. */
  acknowledgementMinutes: number | string
}

/** `on-call`, `team:ID` ...: the name of a group in the form. */
export const groupOf = (target: Exclude<Target, { kind: 'person' }>): string =>
  target.kind === 'rota'
    ? `rota:${target.rota}`
    : 'team' in target && target.team !== null
      ? `${target.kind}:${target.team}`
      : target.kind

function targetOf(group: string): Target {
  const [kind, team = null] = group.split(':')
  if (kind === 'administrators') return { kind }
  if (kind === 'rota') return { kind, rota: team ?? '' }
  return kind === 'team' ? { kind, team } : { kind: 'on-call', team }
}

export function valuesOf(policy: PagingPolicy): PolicyValues {
  return {
    steps: policy.steps.map(({ targets, minutes }) => ({
      groups: targets.flatMap((target) => (target.kind === 'person' ? [] : groupOf(target))),
      people: targets.flatMap((target) => (target.kind === 'person' ? target.person : [])),
      minutes,
    })),
    repeats: policy.repeats,
    againMinutes: policy.againMinutes,
    acknowledgementMinutes: policy.acknowledgementMinutes ?? '',
  }
}

export const policyOf = ({ steps, repeats, againMinutes, acknowledgementMinutes }: PolicyValues): PagingPolicy => ({
  steps: steps.map(({ groups, people, minutes }) => ({
    targets: [...groups.map(targetOf), ...people.map((person) => ({ kind: 'person' as const, person }))],
    minutes: Number(minutes),
  })),
  repeats: Number(repeats),
  againMinutes: Number(againMinutes),
  acknowledgementMinutes: acknowledgementMinutes === '' ? null : Number(acknowledgementMinutes),
})

/** The field that a pointer of a refusal means: `/policy/steps/0/targets/1` is `steps.0.groups`. */
export function fieldAt(pointer: string): string | undefined {
  const [first = '', place, field] = pointer.replace(/^#?\/(?:body\/)?policy\//, '').split('/')
  if (first !== 'steps')
    return ['repeats', 'againMinutes', 'acknowledgementMinutes'].includes(first) ? first : undefined
  return place === undefined ? undefined : `steps.${place}.${field === 'minutes' ? 'minutes' : 'groups'}`
}
