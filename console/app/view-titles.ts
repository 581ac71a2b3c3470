import type { queueViews } from './page-search.ts'

type QueueView = (typeof queueViews)[number]

export const viewTitles: Readonly<Record<QueueView, { short: string; about: string }>> = {
  open: { short: 'Open', about: 'Everything that is not resolved, nearest breach first.' },
  mine: { short: 'Mine', about: 'Open tickets that you own, nearest breach first.' },
  unclaimed: { short: 'Unclaimed', about: 'Nobody owns these yet.' },
  'waiting-on-customer': { short: 'Waiting on customer', about: 'Answered; the customer must act next.' },
  'waiting-on-teams': { short: 'Waiting on teams', about: 'One team or more was asked and has not answered.' },
  'doc-debt': { short: 'Doc debt', about: 'Resolved, but the answer is not written down anywhere yet.' },
  resolved: { short: 'Resolved', about: 'Done, the latest first.' },
}
