/** After what a rule looks at a ticket. People, customers and time do these; no rule does. */
export const ruleEvents = ['opened', 'customer-wrote', 'came-back', 'breached'] as const
export type RuleEvent = (typeof ruleEvents)[number]
