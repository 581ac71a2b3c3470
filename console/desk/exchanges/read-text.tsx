import { lazy, Suspense, useMemo } from 'react'

// Not of the first load: few texts hold what curl printed.
const Parts = lazy(async () => ({ default: (await import('./text-parts.tsx')).TextParts }))

/** What somebody wrote, with what `curl -v` printed as requests and responses. */
export function ReadText({ text, className }: { text: string; className?: string | undefined }) {
  const mayHold = useMemo(() => /^> [A-Z]+ .* HTTP\/\d/m.test(text), [text])
  // What somebody wrote runs as its own language does.
  const plain = (
    <p dir="auto" className={className}>
      {text}
    </p>
  )
  if (!mayHold) return plain
  return (
    <Suspense fallback={plain}>
      <Parts text={text} className={className} />
    </Suspense>
  )
}
