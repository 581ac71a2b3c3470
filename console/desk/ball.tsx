import type { Ball } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'

/** Who must act next, in words: "with Infrastructure since 14:02". */
export function BallWords({ ball }: { ball: Ball }) {
  if (ball.holder === 'nobody')
    return (
      <>
        done since <Moment at={ball.since} />
      </>
    )
  return (
    <>
      with {holderOf(ball)} since <Moment at={ball.since} />
    </>
  )
}

export const holderOf = (ball: Ball): string =>
  ball.holder === 'team' ? (ball.team?.name ?? 'a team') : ball.holder === 'customer' ? 'the customer' : ball.holder
