import type { addHeartbeat, Heartbeat } from '@bellwether/contract/pager.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'

/** What a form of a heartbeat holds: both rhythms, of which one is sent. */
export interface HeartbeatValues {
  readonly team: string | null
  readonly name: string
  readonly by: 'period' | 'cron'
  readonly every: number | string
  readonly unit: 'seconds' | 'minutes' | 'hours'
  readonly cron: string
  readonly timeZone: string
  readonly grace: number | string
}

const minuteSeconds = 60
const unitSeconds = { seconds: 1, minutes: minuteSeconds, hours: 60 * minuteSeconds }

/** What a form begins with: a heartbeat as it is, or one that is new. */
export function valuesOf(heartbeat: Heartbeat | null, zone: string): HeartbeatValues {
  const { periodSeconds, cron, timeZone, graceSeconds } = heartbeat ?? {
    periodSeconds: 60 * minuteSeconds,
    cron: null,
    timeZone: null,
    graceSeconds: 10 * minuteSeconds,
  }
  return {
    team: heartbeat?.team.slug ?? null,
    name: heartbeat?.name ?? '',
    by: cron === null ? 'period' : 'cron',
    ...everyOf(periodSeconds ?? 60 * minuteSeconds, heartbeat === null),
    cron: cron ?? '',
    timeZone: timeZone ?? zone,
    grace: graceSeconds / minuteSeconds,
  }
}

/** In the largest unit of which it is a whole number; one that is new is thought of in minutes. */
function everyOf(seconds: number, isNew: boolean): Pick<HeartbeatValues, 'every' | 'unit'> {
  if (seconds % minuteSeconds !== 0) return { every: seconds, unit: 'seconds' }
  if (isNew || seconds % unitSeconds.hours !== 0) return { every: seconds / minuteSeconds, unit: 'minutes' }
  return { every: seconds / unitSeconds.hours, unit: 'hours' }
}

/** The heartbeat that is asked for. */
export function heartbeatOf(values: HeartbeatValues): BodyOf<typeof addHeartbeat> {
  const { team, name, by, every, unit, cron, timeZone, grace } = values
  const common = { team: team ?? '', name, graceSeconds: Math.round(Number(grace) * minuteSeconds) }
  return by === 'cron' ? { ...common, cron, timeZone } : { ...common, periodSeconds: Number(every) * unitSeconds[unit] }
}
