import type { Report } from '@bellwether/contract/incidents.ts'
import { Mark, type MarkTone } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'

const words: Readonly<Record<Report['state'], { word: string; tone: MarkTone }>> = {
  draft: { word: t`draft`, tone: 'plain' },
  'handed-off': { word: t`handed off`, tone: 'violet' },
  'rolling-back': { word: t`rolling back`, tone: 'violet' },
  watching: { word: t`watching`, tone: 'warn' },
  recovered: { word: t`recovered`, tone: 'good' },
  told: { word: t`everyone told`, tone: 'good' },
}

export function ReportState({ state }: { state: Report['state'] }) {
  const { word, tone } = words[state]
  return <Mark tone={tone}>{word}</Mark>
}
