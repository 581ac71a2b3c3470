import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { LoadDemo } from '../../demo/load-demo.tsx'
import { SetUpForm } from '../../installation/set-up-form.tsx'
import { Door } from '../door.tsx'

const page = getRouteApi('/setup')

export function SetUpPage() {
  const { token } = page.useSearch()
  const navigate = useNavigate()
  const installation = useQuery(ask(getInstallation))
  if (installation.data !== undefined && installation.data.name !== null) {
    return (
      <Door title="This installation is already set up" about={`It belongs to ${installation.data.name}.`}>
        <Link to="/sign-in">Sign in</Link>
      </Door>
    )
  }
  if (token === undefined) {
    return (
      <Door
        title="Set up Bellwether"
        about="Open the link that the server printed when it started: it carries the key to this page."
      >
        <p style={{ color: 'var(--ink-soft)', fontSize: 13 }}>
          It looks like <code>/setup?token=…</code>. Where it is lost, start the server again with{' '}
          <code>npm start -- --empty</code>, which prints it.
        </p>
      </Door>
    )
  }
  return (
    <Door
      title="Set up Bellwether"
      about="Bellwether answers your customers’ mail with the facts of your systems beside it. Name your organisation and make yourself its first administrator; everything else can wait."
    >
      <SetUpForm setupToken={token} onDone={() => void navigate({ to: '/start' })} />
      <LoadDemo setupToken={token} />
    </Door>
  )
}
