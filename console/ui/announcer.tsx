import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'

const AnnouncerContext = createContext<(words: string) => void>(() => undefined)

/** Holds the live region in which screen readers hear what arrived. */
export function Announcer({ children }: { children: ReactNode }) {
  const [words, setWords] = useState('')
  const announce = useCallback((next: string) => setWords(next), [])
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div aria-live="polite" role="status" className="visually-hidden">
        {words}
      </div>
    </AnnouncerContext>
  )
}

export const useAnnounce = (): ((words: string) => void) => useContext(AnnouncerContext)
