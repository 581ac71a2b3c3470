import { Calendar } from '@bellwether/contract/calendar.ts'

type Hours = Partial<Calendar['hours']>
type Spans = Calendar['hours']['monday']

/** Spans as people write them: `spans('09:00-12:00', '13:00-17:00')`. */
export const spans = (...texts: string[]): Spans =>
  texts.map((text) => ({ from: text.slice(0, 5), until: text.slice(6) }))

export const workdays = (...texts: string[]): Hours => {
  const day = spans(...texts)
  return { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day }
}

export const everyDay = (...texts: string[]): Hours => ({
  ...workdays(...texts),
  saturday: spans(...texts),
  sunday: spans(...texts),
})

/** A calendar that the contract accepts. */
export const calendarOf = (timeZone: string, hours: Hours, holidays: readonly string[] = []): Calendar =>
  Calendar.parse({ timeZone, hours, holidays: holidays.map((on) => ({ on, name: 'Holiday' })) })
