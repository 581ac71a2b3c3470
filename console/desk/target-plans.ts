import { t } from '../ui/words.ts'

/** As they are shown, the shortest target first. */
export const plans = ['premium', 'pro', 'free'] as const
export type Plan = (typeof plans)[number]

export const planNames: Readonly<Record<Plan, string>> = { premium: t`Premium`, pro: t`Pro`, free: t`Free` }
