import { createContext, useContext, useEffect } from 'react'

/** Given by a dialog: what is called holds it open until what is answered is called. */
export const HeldOpen = createContext<() => () => void>(() => () => undefined)

/** As long as this is drawn the dialog around it closes by no key and no click beside it. */
export function useHeldOpen(): void {
  const hold = useContext(HeldOpen)
  useEffect(() => hold(), [hold])
}
