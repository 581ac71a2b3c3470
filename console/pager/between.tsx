import { Moment, useZone } from '../ui/clock.tsx'
import { dayOf } from '../ui/instants.ts'

/** "Fri 16 Jan 19:00 – 20:00": the day once, where it is the same. */
export function Between({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const zone = useZone()
  const isOneDay = dayOf(startsAt, zone) === dayOf(endsAt, zone)
  return (
    <>
      <Moment at={startsAt} as="day" /> <Moment at={startsAt} as="minute" /> –{' '}
      {!isOneDay && (
        <>
          <Moment at={endsAt} as="day" />{' '}
        </>
      )}
      <Moment at={endsAt} as="minute" />
    </>
  )
}
