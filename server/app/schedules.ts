import { forgetImports } from '../customers/customers.ts'
import {
  breachClocks,
  fileWaitingMails,
  followUp,
  forgetFiles,
  readFiles,
  forgetPresence,
  keepFacts,
  keepFigures,
  keepSearch,
  openRecurring,
  sendDueReplies,
  tellNotices,
  sumUpCounts,
  wakeTickets,
} from '../desk/desk.ts'
import { forgetOldEvidence } from '../evidence/evidence.ts'
import { fileStrayMails } from '../mail/mail.ts'
import { followIncidents, watchReports } from '../incidents/incidents.ts'
import {
  endDueSwaps,
  escalatePages,
  forgetPaging,
  missHeartbeats,
  pageAfterMaintenance,
  provePager,
  tellHandOvers,
} from '../pager/pager.ts'
import { checkFiles } from '../platform/files/check-files.ts'
import { forgetOldAnswers } from '../platform/http/forget-answers.ts'
import { deliverEvents } from '../platform/events/deliver-events.ts'
import { hastenJobs } from '../platform/jobs/hasten-jobs.ts'
import { erasePeople } from '../privacy/privacy.ts'
import { forgetOldEvents } from '../platform/events/forget-events.ts'
import { runProbes } from '../probes/probes.ts'
import { detectSignals } from '../signals/signals.ts'
import type { Loop } from './loops.ts'

/** What looks again and again, in seconds of the installation's clock. */
export const schedules: readonly Loop[] = [
  { name: 'platform.deliver-events', everySeconds: 2, verb: deliverEvents },
  { name: 'platform.hasten-jobs', everySeconds: 10, verb: hastenJobs },
  { name: 'desk.breach-clocks', everySeconds: 5, verb: breachClocks },
  { name: 'desk.send-due-replies', everySeconds: 1, verb: sendDueReplies },
  { name: 'desk.open-recurring', everySeconds: 10, verb: openRecurring },
  { name: 'desk.wake-tickets', everySeconds: 10, verb: wakeTickets },
  { name: 'desk.file-waiting-mails', everySeconds: 60, verb: fileWaitingMails },
  { name: 'desk.follow-up', everySeconds: 60, verb: followUp },
  { name: 'mail.file-stray-mails', everySeconds: 60, verb: fileStrayMails },
  { name: 'desk.forget-presence', everySeconds: 300, verb: forgetPresence },
  { name: 'desk.tell-notices', everySeconds: 30, verb: tellNotices },
  { name: 'desk.forget-files', everySeconds: 3600, verb: forgetFiles },
  { name: 'desk.sum-up-counts', everySeconds: 30, verb: sumUpCounts },
  { name: 'desk.read-files', everySeconds: 5, verb: readFiles },
  { name: 'desk.keep-search', everySeconds: 2, verb: keepSearch },
  { name: 'desk.keep-facts', everySeconds: 5, verb: keepFacts },
  { name: 'desk.keep-figures', everySeconds: 60, verb: keepFigures },
  { name: 'pager.prove-pager', everySeconds: 60, verb: provePager },
  { name: 'pager.escalate-pages', everySeconds: 1, verb: escalatePages },
  { name: 'pager.miss-heartbeats', everySeconds: 5, verb: missHeartbeats },
  { name: 'pager.end-due-swaps', everySeconds: 10, verb: endDueSwaps },
  { name: 'pager.tell-hand-overs', everySeconds: 30, verb: tellHandOvers },
  { name: 'pager.end-maintenance', everySeconds: 5, verb: pageAfterMaintenance },
  { name: 'pager.forget', everySeconds: 3600, verb: forgetPaging },
  { name: 'signals.detect', everySeconds: 10, verb: detectSignals },
  { name: 'probes.run', everySeconds: 1, verb: runProbes },
  { name: 'incidents.watch-reports', everySeconds: 20, verb: watchReports },
  { name: 'incidents.follow-incidents', everySeconds: 10, verb: followIncidents },
  { name: 'platform.check-files', everySeconds: 60, verb: checkFiles },
  { name: 'customers.forget-imports', everySeconds: 3600, verb: forgetImports },
  { name: 'privacy.erase-people', everySeconds: 10, verb: erasePeople },
  { name: 'evidence.forget', everySeconds: 3600, verb: forgetOldEvidence },
  { name: 'platform.forget-answers', everySeconds: 3600, verb: forgetOldAnswers },
  { name: 'platform.forget-events', everySeconds: 3600, verb: forgetOldEvents },
]
