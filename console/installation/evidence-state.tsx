import type { Installation } from '@bellwether/contract/installation.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import styles from './evidence-state.module.css'

const words: Readonly<Record<Installation['evidence']['state'], string | null>> = {
  ready: null,
  starting: 'The evidence engine is starting. Tickets and pages work already.',
  restarting: 'The evidence engine is starting again. Tickets and pages work on; nothing that was accepted is lost.',
  off: 'Evidence is off. Tickets and pages work; requests, deploys and signals are missing.',
}

/** Says that evidence is missing, before a reader takes silence for health. */
export function EvidenceState({ evidence }: { evidence: Installation['evidence'] }) {
  const text = words[evidence.state]
  if (text === null) return null
  return (
    <NoticeBar label="Evidence">
      {text} {evidence.reason !== null && <span className={styles.reason}>{evidence.reason}</span>}
    </NoticeBar>
  )
}
