import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react'

const dialogClosesMs = 250

/** A dialog whose code is loaded when it is opened first; from then on it stays, and gives the focus back as it closes. */
export function OnceOpened({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [wasOpened, setOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setOpened(true)
  useFocusBack(isOpen)
  return wasOpened ? <Suspense fallback={null}>{children}</Suspense> : null
}

/** A dialog that was made open knows nothing of who opened it. */
function useFocusBack(isOpen: boolean): void {
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    if (isOpen) {
      opener.current = document.activeElement
      return undefined
    }
    const before = opener.current
    opener.current = null
    if (!(before instanceof HTMLElement)) return undefined
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) before.focus({ preventScroll: true })
    }, dialogClosesMs)
    return () => clearTimeout(timer)
  }, [isOpen])
}
