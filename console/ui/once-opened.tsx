import { Suspense, useState, type ReactNode } from 'react'

/** A dialog whose code is loaded when it is opened first; from then on it stays, and gives the focus back as it closes. */
export function OnceOpened({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [wasOpened, setOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setOpened(true)
  return wasOpened ? <Suspense fallback={null}>{children}</Suspense> : null
}
