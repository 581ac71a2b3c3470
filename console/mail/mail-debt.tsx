import { getMailDebt } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { countOf } from '../ui/figures.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'

/** Mail that nobody answers because it is on no ticket: on every screen of those who may look at it. */
export function MailDebt() {
  const mayRead = useMay('mail.read')
  // Nobody announces that a mail was held, so it is asked for.
  const debt = useQuery({ ...ask(getMailDebt), enabled: mayRead, refetchInterval: 60_000 })
  if (!mayRead || debt.data === undefined) return null
  const { held, astray, silenced } = debt.data
  const said = [
    ...(held > 0 ? [t`${countOf(held)} held`] : []),
    ...(astray > 0 ? [t`${countOf(astray)} not filed in time`] : []),
  ]
  if (said.length === 0 && silenced === 0) return null
  return (
    <NoticeBar label={t`Mail that needs somebody`}>
      {said.length > 0 && `${t`Mail on no ticket: ${said.join(', ')}.`} `}
      {silenced > 0 &&
        `${t`So much mail goes out that ${countOf(silenced)} automatic mails were not sent this hour.`} `}
      <Link to="/settings/$section" params={{ section: 'mail' }}>
        {t`Look at it`}
      </Link>
    </NoticeBar>
  )
}
