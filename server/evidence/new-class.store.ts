import type { Context } from '../platform/context.ts'
import { failureText } from './engine-tables.ts'

export interface NewClassRow {
  readonly classId: string
  readonly example: string
  /** Milliseconds since 1970. */
  readonly firstAt: number
  readonly lastAt: number
  /** Failures in the window. */
  readonly errors: number
  readonly customers: number
}

/** Two small tables: which classes are new, and how far each has spread lately. */
export async function findNewClasses(
  ctx: Context,
  asked: { newSince: number; windowFrom: number; errorsMin: number; customersMin: number },
): Promise<NewClassRow[]> {
  return ctx.engine.query<NewClassRow>(
    `select recent.classId as classId, recent.example as example, recent.errors as errors, recent.customers as customers,
       toUnixTimestamp64Milli(seen.first_seen) as firstAt, toUnixTimestamp64Milli(seen.last_seen) as lastAt
     from (
       select toString(class) as classId, anyLast(${failureText}) as example, countIf(is_error) as errors,
         uniqExactIf(\`customer.id\`, is_error and \`customer.id\` != '') as customers
       from evidence.errors
       where timestamp >= fromUnixTimestamp64Milli({windowFrom:Int64}, 'UTC') and class in (
         select class from evidence.classes_seen group by class
         having min(first_at) >= fromUnixTimestamp64Milli({newSince:Int64}, 'UTC')
       )
       group by classId
       having errors >= {errorsMin:UInt32} and customers >= {customersMin:UInt32}
     ) as recent
     inner join (
       select toString(class) as classId, min(first_at) as first_seen, max(last_at) as last_seen
       from evidence.classes_seen group by classId
     ) as seen on seen.classId = recent.classId
     order by recent.errors desc limit 100`,
    asked,
    { seconds: 15 },
  )
}
