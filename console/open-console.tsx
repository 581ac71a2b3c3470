import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './ui/page.css'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { routerOf } from './app/router.tsx'
import { ProblemError } from './call.ts'
import { Announcer } from './ui/announcer.tsx'
import { CommandKeys } from './ui/command-keys.tsx'
import { theme, tokensForMantine } from './ui/theme.ts'

const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500)

const openPages = ['/sign-in', '/setup', '/p/']

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: isWorthRetrying }, mutations: { networkMode: 'always' } },
  queryCache: new QueryCache({ onError: askToSignIn }),
})
const router = routerOf(queries)

function askToSignIn(error: Error): void {
  const { pathname, href } = router.state.location
  if (!(error instanceof ProblemError) || error.type !== '/problems/not-signed-in') return
  if (openPages.some((path) => pathname.startsWith(path))) return
  void router.navigate({ to: '/sign-in', search: { next: href } })
}

const element = document.getElementById('console')
if (element === null) throw new Error('index.html has no element for the console')

createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <DirectionProvider>
        <MantineProvider theme={theme} cssVariablesResolver={tokensForMantine} defaultColorScheme="auto">
          {/* Below a dialog: what it asks is in view. */}
          <Notifications position="bottom-right" containerWidth={380} zIndex={190} limit={4} />
          <Announcer>
            <CommandKeys>
              <RouterProvider router={router} />
            </CommandKeys>
          </Announcer>
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  </StrictMode>,
)
