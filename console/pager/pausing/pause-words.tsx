import type { AlertSource } from '@bellwether/contract/pager.ts'
import { plural } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'

export function PauseSourceWords() {
  return t`Its alerts are kept and page nobody until somebody resumes it. Pages that are open stay open.`
}

export function ResumeSourceWords({ source: { heldAlerts } }: { source: AlertSource }) {
  return heldAlerts === 0
    ? t`New alerts page again. None of those that came meanwhile is open.`
    : t`New alerts page again, and so does what came meanwhile and is open: ${plural(heldAlerts, 'alert')}.`
}

export function PauseHeartbeatWords() {
  return t`It is not expected until somebody resumes it: silence and failures wake nobody, and a call resumes nothing. A page of it that is open is over.`
}

export function ResumeHeartbeatWords() {
  return t`It is expected from now on by its rhythm, as if it had just called. Of one that never called the first call is waited for.`
}
