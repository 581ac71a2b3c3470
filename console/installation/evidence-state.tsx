import type { Installation } from '@bellwether/contract/installation.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import { t, translated } from '../ui/words.ts'
import styles from './evidence-state.module.css'

const words: Readonly<Record<Installation['evidence']['state'], string | null>> = {
  ready: null,
  starting: t`The evidence engine is starting. Tickets and pages work already.`,
  restarting: t`The evidence engine is starting again. Tickets and pages work on; nothing that was accepted is lost.`,
  off: t`Evidence is off. Tickets and pages work; requests, deploys and signals are missing.`,
}

/** Says that evidence is missing, before a reader takes silence for health. */
export function EvidenceState({ evidence }: { evidence: Installation['evidence'] }) {
  const text = words[evidence.state]
  if (text === null) return null
  return (
    <NoticeBar label={t`Evidence`}>
      {text} {evidence.reason !== null && <span className={styles.reason}>{translated(evidence.reason)}</span>}
    </NoticeBar>
  )
}
