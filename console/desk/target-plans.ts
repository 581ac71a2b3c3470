/** As they are shown, the shortest target first. */
export const plans = ['premium', 'pro', 'free'] as const
export type Plan = (typeof plans)[number]

export const planNames: Readonly<Record<Plan, string>> = { premium: 'Premium', pro: 'Pro', free: 'Free' }
