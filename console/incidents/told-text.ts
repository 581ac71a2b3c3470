import type { Report } from '@bellwether/contract/incidents.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

const stopped = (what: string): string => `Hello {name},

the errors you reported on {site} have stopped.${what}

Please write to us in this mail if you still see any.`

const goesOn = (what: string): string => `Hello {name},

${what} You will hear from us again by {next}.`

/** What is offered to say; it claims no more than the report does. */
export function firstTelling(report: Pick<Report, 'state' | 'rollback' | 'told' | 'watch' | 'pageId'>): string {
  const { state, rollback, told, watch, pageId } = report
  const isTakenBack = rollback?.state === 'accepted'
  if (isOver(state)) {
    const cause = isTakenBack ? ' A change on our side caused them, which we have taken back.' : ''
    const proof = watch?.state === 'recovered' ? ' We have watched until no further error appeared.' : ''
    return stopped(cause + proof)
  }
  if (isTakenBack)
    return goesOn('we have found the change that causes the errors you reported on {site}, and are taking it back now.')
  if (told.length > 0)
    return goesOn('the errors you reported on {site} have not stopped yet. We are still at work on them.')
  const work = pageId === null ? 'look into them' : 'are at work on them'
  return goesOn(`we see the errors you reported on {site}, and ${work}.`)
}
