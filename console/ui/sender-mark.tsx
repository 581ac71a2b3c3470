import { type SenderProof, senderWords } from '@bellwether/contract/mail.ts'
import { Mark } from './mark.tsx'
import { translated } from './words.ts'

/** A check that could not be made accuses nobody: it is named, and its reason stands behind it. */
export function SenderMark({ sender }: { sender: SenderProof | null }) {
  const verdict = sender && senderWords[sender.verdict]
  if (!verdict) return null
  const words = translated(verdict)
  if (sender.verdict === 'unknown') return <Mark title={translated(sender.reason)}>{words}</Mark>
  return (
    <Mark tone={sender.verdict === 'forged' ? 'danger' : 'warn'} isSentence>
      {words}: {translated(sender.reason)}
    </Mark>
  )
}
