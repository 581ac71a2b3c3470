import { useZone } from '../../ui/clock.tsx'
import { Between } from '../between.tsx'

/** "Sat 17 Jan 09:00 – Sun 18 Jan 09:00 (Europe/Paris)". */
export function ShiftSpan({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const zone = useZone()
  return (
    <>
      <Between startsAt={startsAt} endsAt={endsAt} /> ({zone})
    </>
  )
}
