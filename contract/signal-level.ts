import { z } from 'zod'

/** page: wake somebody. notice: it waits for a look. */
export const SignalLevel = z.enum(['page', 'notice'])
export type SignalLevel = z.infer<typeof SignalLevel>
