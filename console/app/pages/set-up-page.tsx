import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { LoadDemo } from '../../demo/load-demo.tsx'
import { SetUpForm } from '../../installation/set-up-form.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { Door } from '../door.tsx'

const page = getRouteApi('/setup')

export function SetUpPage() {
  const { token } = page.useSearch()
  const navigate = useNavigate()
  const installation = useQuery(ask(getInstallation))
  if (installation.data !== undefined && installation.data.name !== null) {
    return (
      <Door title={t`This installation is already set up`} about={t`It belongs to ${installation.data.name}.`}>
        <Link to="/sign-in">{t`Sign in`}</Link>
      </Door>
    )
  }
  if (token === undefined) {
    return (
      <Door
        title={t`Set up Bellwether`}
        about={t`Open the link that the server printed when it started: it carries the key to this page.`}
      >
        <p style={{ color: 'var(--ink-soft)', fontSize: 13 }}>
          {tx`It looks like ${<code>/setup?token=…</code>}. Where it is lost, start the server again with ${<code>npm start -- --empty</code>}, which prints it.`}
        </p>
      </Door>
    )
  }
  return (
    <Door
      title={t`Set up Bellwether`}
      about={t`Bellwether answers your customers’ mail with the facts of your systems beside it. Name your organisation and make yourself its first administrator; everything else can wait.`}
    >
      <SetUpForm setupToken={token} onDone={() => void navigate({ to: '/start' })} />
      <LoadDemo setupToken={token} />
    </Door>
  )
}
