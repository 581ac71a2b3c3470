import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { countAnswered, type WorkedShift } from './shift-tickets.store.ts'

/** Of each shift, in their order, on how many tickets whoever had it answered a customer, or a question of a colleague. */
export async function countTicketsOfShifts(ctx: Context, shifts: readonly WorkedShift[]): Promise<number[]> {
  allow(ctx, 'desk.read')
  return shifts.length === 0 ? [] : countAnswered(ctx, shifts)
}
