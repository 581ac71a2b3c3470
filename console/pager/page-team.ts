import type { Page } from '@bellwether/contract/pager.ts'
import { t } from '../ui/words.ts'

/** Of whom a page is, on screen. */
export const teamOf = ({ team }: Pick<Page, 'team'>): string => team?.name ?? t`For one person`
