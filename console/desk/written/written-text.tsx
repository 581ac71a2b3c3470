import { lazy, Suspense } from 'react'
import { mayBeFormatted } from '@bellwether/contract/may-be-formatted.ts'
import { ReadText } from '../exchanges/read-text.tsx'

// Not of the first load: most texts have no format.
const Formatted = lazy(async () => ({ default: (await import('./formatted-text.tsx')).FormattedText }))

interface WrittenTextProps {
  text: string
  className?: string | undefined
}

/** What somebody of ours wrote, with the format that its reader sees. */
export function WrittenText({ text, className }: WrittenTextProps) {
  const plain = <ReadText text={text} className={className} />
  if (!mayBeFormatted(text)) return plain
  return (
    <Suspense fallback={plain}>
      <Formatted text={text} plain={plain} />
    </Suspense>
  )
}
