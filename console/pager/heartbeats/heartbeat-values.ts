import type { addHeartbeat } from '@bellwether/contract/pager.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'

/** What a form of a heartbeat holds: both rhythms, of which one is sent. */
export interface HeartbeatValues {
  readonly team: string | null
  readonly name: string
  readonly by: 'period' | 'cron'
  readonly every: number | string
  readonly unit: 'minutes' | 'hours'
  readonly cron: string
  readonly timeZone: string
  readonly grace: number | string
}

const minuteSeconds = 60
const unitSeconds = { minutes: minuteSeconds, hours: 60 * minuteSeconds }

/** The heartbeat that is asked for. */
export function heartbeatOf(values: HeartbeatValues): BodyOf<typeof addHeartbeat> {
  const { team, name, by, every, unit, cron, timeZone, grace } = values
  const common = { team: team ?? '', name, graceSeconds: Number(grace) * minuteSeconds }
  return by === 'cron' ? { ...common, cron, timeZone } : { ...common, periodSeconds: Number(every) * unitSeconds[unit] }
}
