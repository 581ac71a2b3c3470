import { onCallFor } from '../../pager/pager.ts'
import { getTeam, teamMembers } from '../../people/people.ts'
import { addWorkingTime, isWorkingTime, nextOpening } from '../../platform/calendar/calendar.ts'
import { type Context, now } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { targetsOfTeam } from '../targets/team-targets.ts'

/** When a team would owe an answer if it were asked now, and who is there to give it. */
export async function proposeHandOff(ctx: Context, { team: id, isUrgent }: { team: string; isUrgent: boolean }) {
  allow(ctx, 'desk.read')
  const team = await getTeam(ctx, id)
  const { hours, acknowledgeMinutes, answerMinutes } = await targetsOfTeam(ctx, team.id, isUrgent)
  const { calendar } = hours
  const isOpen = isWorkingTime(calendar, now(ctx))
  const people = await teamMembers(ctx, team.id)
  return {
    team,
    acknowledgeBy: addWorkingTime(calendar, now(ctx), acknowledgeMinutes),
    answerBy: addWorkingTime(calendar, now(ctx), answerMinutes),
    hours: { id: hours.calendarId, name: hours.calendarName, timeZone: calendar.timeZone },
    isOpen,
    opensAt: isOpen ? null : nextOpening(calendar, now(ctx)),
    onCall: await onCallFor(ctx, team.id, 'hand-offs'),
    people: people.map(({ id, name }) => ({ id, name })),
  }
}
