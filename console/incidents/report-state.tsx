import type { Report } from '@bellwether/contract/incidents.ts'
import { Mark, type MarkTone } from '../ui/mark.tsx'

const words: Readonly<Record<Report['state'], { word: string; tone: MarkTone }>> = {
  draft: { word: 'draft', tone: 'plain' },
  'handed-off': { word: 'handed off', tone: 'violet' },
  'rolling-back': { word: 'rolling back', tone: 'violet' },
  watching: { word: 'watching', tone: 'warn' },
  recovered: { word: 'recovered', tone: 'good' },
  told: { word: 'everyone told', tone: 'good' },
}

export function ReportState({ state }: { state: Report['state'] }) {
  const { word, tone } = words[state]
  return <Mark tone={tone}>{word}</Mark>
}
