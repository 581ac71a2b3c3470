import type { Page } from '@bellwether/contract/pager.ts'

/** Of whom a page is, on screen. */
export const teamOf = ({ team }: Pick<Page, 'team'>): string => team?.name ?? 'For one person'
