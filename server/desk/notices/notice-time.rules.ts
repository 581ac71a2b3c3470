import type { NoticeSettings } from '@bellwether/contract/desk.ts'
import type { KeptSettings } from './notice-settings.store.ts'

/** Without a word of theirs: where they are mentioned, once they have not looked for some minutes. */
export const usualSettings: KeptSettings = { events: ['mentioned'], waitMinutes: 3, quiet: null, chatUrl: null }

/** Whether somebody is not to be told at an instant, by the wall clock of their zone. A quiet time may go over midnight. */
export function isQuiet(at: Date, quiet: NoticeSettings['quiet'], timeZone: string): boolean {
  if (quiet === null) return false
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const time = clock.format(at)
  const { from, until } = quiet
  return from < until ? from <= time && time < until : time >= from || time < until
}
