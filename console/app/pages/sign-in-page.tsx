import { getInstallation } from '@bellwether/contract/installation.ts'
import { signInByLink } from '@bellwether/contract/people.ts'
import { Button, Loader } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { LinkRequestForm } from '../../people/link-request-form.tsx'
import { SignInForm } from '../../people/sign-in-form.tsx'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'
import { Door } from '../door.tsx'

const page = getRouteApi('/sign-in')

const isOwnAddress = (address: string | undefined): address is string =>
  address !== undefined && address.startsWith('/') && !address.startsWith('//')

export function SignInPage() {
  const { token, next } = page.useSearch()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const installation = useQuery(ask(getInstallation))
  const enter = (): void => {
    queries.removeQueries()
    void navigate({ href: isOwnAddress(next) ? next : '/desk', replace: true })
  }
  useEffect(() => {
    if (installation.data?.name === null) void navigate({ to: '/setup', search: {} })
  }, [installation.data, navigate])

  if (token !== undefined) return <LinkSignIn token={token} onSignedIn={enter} />
  return <Doors name={installation.data?.name ?? null} onSignedIn={enter} />
}

function Doors({ name, onSignedIn }: { name: string | null; onSignedIn: () => void }) {
  const [linkFor, setLinkFor] = useState<string | null>(null)
  return (
    <Door title={name === null ? t`Sign in` : t`Sign in to ${name}`}>
      {linkFor === null ? (
        <SignInForm onSignedIn={onSignedIn} onWantLink={setLinkFor} />
      ) : (
        <LinkRequestForm email={linkFor} onBack={() => setLinkFor(null)} />
      )}
    </Door>
  )
}

/** The link is used by a POST of this page, so that mail scanners that fetch links do not use it up. */
function LinkSignIn({ token, onSignedIn }: { token: string; onSignedIn: () => void }) {
  const navigate = useNavigate()
  const signIn = useWrite(signInByLink, { refreshes: [], showsProblem: true, onDone: onSignedIn })
  const isStarted = useRef(false)
  const { mutate } = signIn
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    mutate({ body: { token } })
  }, [mutate, token])
  return (
    <Door title={signIn.error === null ? t`Signing you in` : t`Sign in`}>
      {signIn.error === null ? (
        <Loader size="sm" aria-label={t`Signing in`} />
      ) : (
        <div style={{ display: 'grid', gap: 12 }}>
          <ProblemView error={signIn.error} />
          <Button onClick={() => void navigate({ to: '/sign-in', search: {} })}>{t`Ask for a new link`}</Button>
        </div>
      )}
    </Door>
  )
}
