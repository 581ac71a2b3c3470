import { z } from 'zod'
import { said } from './said.ts'
import { TriedClocks } from './desk-targets.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

/** Sixty days around the clock. */
const minutesMax = 86_400
const range = said`Give whole minutes, from 1 to 86,400.`
const Minutes = z.number(range).int(range).min(1, range).max(minutesMax, range)

const Target = z
  .object({ acknowledgeMinutes: Minutes, answerMinutes: Minutes })
  .refine(({ acknowledgeMinutes, answerMinutes }) => acknowledgeMinutes <= answerMinutes, {
    error: 'A question is acknowledged before it is answered.',
    path: ['acknowledgeMinutes'],
  })

/** Who is paged beside the mails to all of the team when nobody has acknowledged a question in time. */
const PagesWhenLate = z.enum(['nobody', 'low', 'high'])

/** Within what time of its own hours a team acknowledges and answers what it is asked. */
export const TeamTargets = z.object({
  team: TeamRef,
  version: z.number().int().describe('Rises with each change; 0 while the team has what comes with Bellwether'),
  hours: z.object({ id: Id, name: z.string() }),
  usual: Target,
  urgent: Target,
  pagesWhenLate: PagesWhenLate.describe('Whether a late question pages whom the team has on call, and how urgently'),
  madeAt: Instant.nullable().describe('null for what came with Bellwether'),
  madeBy: z.string().nullable().describe('null for what came with Bellwether'),
})
export type TeamTargets = z.infer<typeof TeamTargets>

const team = z.object({ id: Id })

export const getTeamTargets = route({
  method: 'GET',
  path: '/api/desk/teams/{id}/targets',
  summary: 'The targets that hand-offs to a team start with now',
  params: team,
  answer: TeamTargets,
  problems: [notFound],
})

export const listTeamTargetVersions = route({
  method: 'GET',
  path: '/api/desk/teams/{id}/targets/versions',
  summary: 'Every version of the targets of a team, the newest first',
  params: team,
  query: z.object(pageQuery),
  answer: pageOf(TeamTargets),
  problems: [notFound],
})

export const setTeamTargets = route({
  method: 'PUT',
  path: '/api/desk/teams/{id}/targets',
  summary: 'Make a new version of the targets of a team: what is asked from now on follows it',
  params: team,
  body: z.object({
    basedOn: z.number().int().min(0).describe('The version that was changed: nobody is overwritten'),
    calendarId: Id,
    usual: Target,
    urgent: Target,
    pagesWhenLate: PagesWhenLate.default('nobody'),
  }),
  answer: TeamTargets,
  problems: [notFound, conflict],
})

export const TeamTargetsTrial = z.object({
  since: Instant,
  handOffs: z.number().int(),
  isWhole: z.boolean().describe('false where there were more hand-offs than are tried: then the newest are'),
  acknowledge: TriedClocks,
  answer: TriedClocks,
})
export type TeamTargetsTrial = z.infer<typeof TeamTargetsTrial>

export const tryTeamTargets = route({
  method: 'POST',
  path: '/api/desk/teams/{id}/targets/trial',
  summary: 'Try targets on what the team was asked in the last 30 days; changes nothing',
  params: team,
  body: z.object({ calendarId: Id, usual: Target, urgent: Target }),
  answer: TeamTargetsTrial,
  problems: [notFound],
})
