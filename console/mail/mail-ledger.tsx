import { getMailLedger } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { countOf } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Sums } from '../ui/sums.tsx'
import { t } from '../ui/words.ts'

const wordsOf: Readonly<Record<string, string>> = {
  ticket: t`new tickets`,
  message: t`messages`,
  alert: t`alerts`,
  held: t`held`,
  rejected: t`rejected`,
  waiting: t`waiting`,
}

/** How many mails came in and what became of each. */
export function MailLedger() {
  const ledger = useQuery(ask(getMailLedger))
  const astray = ledger.data?.astray
  const side =
    astray === undefined ? undefined : astray === 0 ? (
      <Mark tone="good" icon="check">
        {t`nothing is astray`}
      </Mark>
    ) : (
      <Mark tone="danger" icon="warning">
        {t`${countOf(astray)} astray: tell whoever runs this server`}
      </Mark>
    )
  return (
    <Sheet
      title={t`Ledger`}
      about={t`Every mail that came in is stored first and ends as exactly one of these.`}
      side={side}
    >
      <Loaded query={ledger} rows={2}>
        {({ received, outcomes, heldBack }) => (
          <Sums
            of={[
              [t`received`, received],
              ...Object.entries(outcomes).map(([outcome, count]) => [wordsOf[outcome] ?? outcome, count] as const),
              ...(heldBack > 0 ? [[t`of ours held back in 24 hours`, heldBack] as const] : []),
            ]}
          />
        )}
      </Loaded>
    </Sheet>
  )
}
