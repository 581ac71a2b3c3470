import { type Person, setMyLanguage } from '@bellwether/contract/people.ts'
import { useEffect, useRef } from 'react'
import { useWrite } from '../call.write.ts'
import { chosenLanguage } from '../ui/language.ts'

/**
 * The server hears in which language somebody reads, for what it mails to them. Once for each load of the page: who has
 * two languages on two devices has the one of the device that they opened last.
 */
export function useOwnLanguage(me: Person | undefined): void {
  const { mutate } = useWrite(setMyLanguage, { refreshes: [], showsProblem: true })
  const isSaid = useRef(false)
  const kept = me?.language
  useEffect(() => {
    if (kept === undefined || isSaid.current) return
    isSaid.current = true
    const language = chosenLanguage()
    if (language !== kept) mutate({ body: { language } })
  }, [kept, mutate])
}
