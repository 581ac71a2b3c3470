import type { Ticket } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useNow } from '../ui/clock.tsx'
import { spanOf } from '../ui/instants.ts'
import { t } from '../ui/words.ts'
import styles from './composer.module.css'
import { type Care, careHints, lateCareOf } from './late-care.rules.ts'

const words: Readonly<Record<Care, string>> = {
  some: t`a friendly word helps`,
  much: t`the tone carries as much as the answer`,
  all: t`the answer must be right and its tone faultless`,
}

/** How much the tone of a late answer must carry, and what would help this draft. It is never in the way of sending. */
export function LateCareHints({ ticket, text }: { ticket: Ticket; text: string }) {
  const teams = useQuery(ask(listTeams))
  const late = lateCareOf(ticket.clocks, useNow())
  if (late === null) return null
  const internals = (teams.data?.items ?? []).map(({ name }) => name).filter((name) => name !== 'Support')
  const hints = careHints(text, { name: ticket.contact.name, internals })
  return (
    <div className={styles.late} data-care={late.care}>
      <p>
        <strong>{t`${ticket.contact.name || t`The customer`} has waited ${spanOf(late.waitedMs)}`}</strong>:{' '}
        {words[late.care]}.
      </p>
      {hints.length > 0 && (
        <ul aria-label={t`Hints for this draft`}>
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
