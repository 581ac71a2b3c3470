/** How much a ticket matters, as somebody judged it, the most first. How soon it is due its clocks say. */
export const priorities = ['high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]
