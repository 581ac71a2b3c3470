import { said } from '@bellwether/contract/said.ts'
import type { PageFacts } from '../../pager/pager.ts'
import { deployName } from '../report.rules.ts'
import type { NewLine } from './line.store.ts'
import type { Facts, ReportFacts } from './read-facts.ts'

/** What happened, as its parts say it: each line with a source of its own, so that it comes once. Names no customer. */
export function linesOf(facts: Facts): NewLine[] {
  return [
    ...facts.reports.flatMap(linesOfReport),
    ...facts.signals.flatMap(linesOfSignal),
    ...facts.tickets.map(lineOfTicket),
    ...facts.pages.flatMap(linesOfPage),
    ...facts.deploys.map(lineOfDeploy),
  ]
}

function linesOfReport({ row, entries }: ReportFacts): NewLine[] {
  const path = `/reports/${row.id}`
  const own = { partId: row.id, path }
  const lines = entries.map(({ id, at, who, what }) => ({ ...own, source: `report-entry ${id}`, at, who, what }))
  if (row.firstSeenAt === null) return lines
  const evidence = row.classId === null ? path : `/evidence/classes/${row.classId}`
  const first = { source: `first-error ${row.id}`, at: row.firstSeenAt, who: '', path: evidence, partId: row.id }
  return [{ ...first, what: said`the first faulty request that is known of R${row.number}` }, ...lines]
}

function linesOfSignal({ id, detectedAt, recoveredAt }: Facts['signals'][number]): NewLine[] {
  const own = { partId: id, who: '', path: '/signals' }
  const found = { ...own, source: `signal ${id} detected`, at: new Date(detectedAt), what: said`a signal was detected` }
  if (recoveredAt === null) return [found]
  const source = `signal ${id} recovered ${recoveredAt}`
  return [found, { ...own, source, at: new Date(recoveredAt), what: said`the signal recovered` }]
}

const lineOfTicket = ({ id, number, createdAt }: Facts['tickets'][number]): NewLine => ({
  source: `ticket ${id}`,
  partId: id,
  at: createdAt,
  who: '',
  what: said`ticket #${number} came in`,
  path: `/tickets/${number}`,
})

const lineOfDeploy = (deploy: Facts['deploys'][number]): NewLine => ({
  source: `deploy ${deploy.id}`,
  partId: null,
  at: new Date(deploy.startedAt),
  who: deploy.by,
  what: deploy.isRollback ? said`rolled back: ${deployName(deploy)}` : said`deployed ${deployName(deploy)}`,
  path: null,
})

/** Opened, taken, given on, escalated, without an answer, ended: without its title, which may name a customer. */
function linesOfPage({ id, team, entries }: PageFacts): NewLine[] {
  return entries.flatMap((entry) => {
    const what = wordsOf(entry, team ?? '')
    if (what === undefined) return []
    const own = { source: `page-entry ${entry.id}`, partId: id, path: `/pages#${id}` }
    return [{ ...own, at: entry.at, who: entry.who ?? '', what }]
  })
}

function wordsOf({ kind, to }: PageFacts['entries'][number], team: string): string | undefined {
  switch (kind) {
    case 'opened':
      return said`${team} was paged`
    case 'acknowledged':
      return said`acknowledged the page of ${team}`
    case 'escalated':
      return said`took the next step of the page of ${team}`
    case 'reassigned':
      return said`gave the page of ${team} to ${to ?? said`somebody who left`}`
    case 'exhausted':
      return said`nobody answered the page of ${team}, and everything was tried`
    case 'resolved':
      return said`ended the page of ${team}`
    default:
      return undefined
  }
}
