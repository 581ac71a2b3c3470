import type { Calendar } from '@bellwether/contract/calendar.ts'
import { listCalendars } from '../desk/desk.ts'
import type { Context } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'

/** The holidays of the desk's calendars, for rotas: what is written there once holds for both. */
export async function calendarHolidays(ctx: Context) {
  // Whoever may see rotas sees by which holidays they are measured.
  const calendars = await listCalendars(asPart(ctx))
  return calendars.flatMap(({ name, calendar }) => {
    // No instants are in it: it is as it was written.
    const { timeZone, holidays } = calendar as Calendar
    return holidays.map((holiday) => ({ ...holiday, calendar: String(name), timeZone }))
  })
}
