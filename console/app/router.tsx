import { getTicket } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { getInstallation } from '@bellwether/contract/installation.ts'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ProblemError } from '../call.ts'
import { ask } from '../call.query.ts'
import { alone, BrokenPage, LoadingPage, NoSuchPage } from './broken-page.tsx'
import * as search from './page-search.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: alone(NoSuchPage),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: alone(BrokenPage),
  pendingComponent: alone(LoadingPage),
  beforeLoad: async ({ context, location }) => {
    try {
      await Promise.all([
        context.queries.ensureQueryData(ask(getMe)),
        context.queries.ensureQueryData(ask(getInstallation)),
      ])
    } catch (error) {
      if (!(error instanceof ProblemError) || error.type !== '/problems/not-signed-in') throw error
      throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } })
    }
  },
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk' })
  },
})

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/start',
  component: lazyRouteComponent(() => import('./pages/start-page.tsx'), 'StartPage'),
})
const queue = createRoute({
  getParentRoute: () => signedIn,
  path: '/desk',
  validateSearch: search.queueSearch,
  component: lazyRouteComponent(() => import('./pages/queue-page.tsx'), 'QueuePage'),
})
const unread = createRoute({
  getParentRoute: () => signedIn,
  path: '/unread',
  component: lazyRouteComponent(() => import('./pages/unread-page.tsx'), 'UnreadPage'),
})
const drafts = createRoute({
  getParentRoute: () => signedIn,
  path: '/drafts',
  component: lazyRouteComponent(() => import('./pages/drafts-page.tsx'), 'DraftsPage'),
})
const views = createRoute({
  getParentRoute: () => signedIn,
  path: '/views',
  component: lazyRouteComponent(() => import('./pages/views-page.tsx'), 'ViewsPage'),
})
const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/teams/$slug',
  validateSearch: search.teamSearch,
  component: lazyRouteComponent(() => import('./pages/team-page.tsx'), 'TeamPage'),
})
const ticket = createRoute({
  getParentRoute: () => signedIn,
  path: '/tickets/$number',
  validateSearch: search.ticketSearch,
  loader: ({ context, params }) =>
    void context.queries.prefetchQuery(ask(getTicket, { params: { id: params.number } })),
  component: lazyRouteComponent(() => import('./pages/ticket-page.tsx'), 'TicketPage'),
})
const everything = createRoute({
  getParentRoute: () => signedIn,
  path: '/search',
  validateSearch: search.wordsOnly,
  component: lazyRouteComponent(() => import('./pages/search-page.tsx'), 'SearchPage'),
})
const evidence = createRoute({
  getParentRoute: () => signedIn,
  path: '/evidence',
  validateSearch: search.evidenceSearch,
  component: lazyRouteComponent(() => import('./pages/evidence-page.tsx'), 'EvidencePage'),
})
const explanation = createRoute({
  getParentRoute: () => signedIn,
  path: '/evidence/classes/$id',
  validateSearch: search.explanationSearch,
  component: lazyRouteComponent(() => import('./pages/explanation-page.tsx'), 'ExplanationPage'),
})
const signals = createRoute({
  getParentRoute: () => signedIn,
  path: '/signals',
  validateSearch: search.signalSearch,
  component: lazyRouteComponent(() => import('./pages/signals-page.tsx'), 'SignalsPage'),
})
const alertRules = createRoute({
  getParentRoute: () => signedIn,
  path: '/signals/rules',
  component: lazyRouteComponent(() => import('./pages/alert-rules-page.tsx'), 'AlertRulesPage'),
})
const newAlertRule = createRoute({
  getParentRoute: () => signedIn,
  path: '/signals/rules/new',
  validateSearch: search.newAlertRuleSearch,
  component: lazyRouteComponent(() => import('./pages/alert-rule-page.tsx'), 'NewAlertRulePage'),
})
const alertRule = createRoute({
  getParentRoute: () => signedIn,
  path: '/signals/rules/$id',
  component: lazyRouteComponent(() => import('./pages/alert-rule-page.tsx'), 'AlertRulePage'),
})
const probes = createRoute({
  getParentRoute: () => signedIn,
  path: '/probes',
  component: lazyRouteComponent(() => import('./pages/probes-page.tsx'), 'ProbesPage'),
})
const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  component: lazyRouteComponent(() => import('./pages/reports-page.tsx'), 'ReportsPage'),
})
const report = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports/$id',
  component: lazyRouteComponent(() => import('./pages/report-page.tsx'), 'ReportPage'),
})
const incidents = createRoute({
  getParentRoute: () => signedIn,
  path: '/incidents',
  validateSearch: search.signalSearch,
  component: lazyRouteComponent(() => import('./pages/incidents-page.tsx'), 'IncidentsPage'),
})
const incident = createRoute({
  getParentRoute: () => signedIn,
  path: '/incidents/$id',
  component: lazyRouteComponent(() => import('./pages/incident-page.tsx'), 'IncidentPage'),
})
const onCall = createRoute({
  getParentRoute: () => signedIn,
  path: '/on-call',
  validateSearch: search.calendarSearch,
  component: lazyRouteComponent(() => import('./pages/on-call-page.tsx'), 'OnCallPage'),
})
const pagingReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/on-call/report',
  validateSearch: search.reportSearch,
  component: lazyRouteComponent(() => import('./pages/paging-report-page.tsx'), 'PagingReportPage'),
})
const handOver = createRoute({
  getParentRoute: () => signedIn,
  path: '/on-call/hand-over/$rota',
  component: lazyRouteComponent(() => import('./pages/hand-over-page.tsx'), 'HandOverPage'),
})
const pages = createRoute({
  getParentRoute: () => signedIn,
  path: '/pages',
  validateSearch: search.pagesSearch,
  component: lazyRouteComponent(() => import('./pages/pages-page.tsx'), 'PagesPage'),
})
const customers = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers',
  validateSearch: search.searchOnly,
  component: lazyRouteComponent(() => import('./pages/customers-page.tsx'), 'CustomersPage'),
})
const customer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/$id',
  validateSearch: search.evidenceSearch,
  component: lazyRouteComponent(() => import('./pages/customer-page.tsx'), 'CustomerPage'),
})
const figures = createRoute({
  getParentRoute: () => signedIn,
  path: '/figures',
  validateSearch: search.figuresSearch,
  component: lazyRouteComponent(() => import('./pages/figures-page.tsx'), 'FiguresPage'),
})
const demo = createRoute({
  getParentRoute: () => signedIn,
  path: '/demo',
  component: lazyRouteComponent(() => import('./pages/demo-page.tsx'), 'DemoPage'),
})
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/$section',
  validateSearch: search.settingsSearch,
  component: lazyRouteComponent(() => import('./pages/settings-page.tsx'), 'SettingsPage'),
})
const settingsHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'people' } })
  },
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.signInSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in-page.tsx'), 'SignInPage'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: search.tokenSearch,
  component: lazyRouteComponent(() => import('./pages/set-up-page.tsx'), 'SetUpPage'),
})
const pageLink = createRoute({
  getParentRoute: () => root,
  path: '/p/$token',
  component: lazyRouteComponent(() => import('./pages/page-link-page.tsx'), 'PageLinkPage'),
})
const asked = createRoute({
  getParentRoute: () => root,
  path: '/asked/$token',
  validateSearch: search.askedSearch,
  component: lazyRouteComponent(() => import('./pages/asked-page.tsx'), 'AskedPage'),
})
const customerAsk = createRoute({
  getParentRoute: () => root,
  path: '/c/$token',
  validateSearch: search.customerAskSearch,
  component: lazyRouteComponent(() => import('./pages/customer-ask-page.tsx'), 'CustomerAskPage'),
})
const askPage = createRoute({
  getParentRoute: () => root,
  path: '/ask',
  component: lazyRouteComponent(() => import('./pages/ask-page.tsx'), 'AskPage'),
})

const routeTree = root.addChildren([
  home,
  signIn,
  setUp,
  pageLink,
  asked,
  customerAsk,
  askPage,
  signedIn.addChildren([
    start,
    queue,
    unread,
    drafts,
    views,
    team,
    ticket,
    everything,
    evidence,
    explanation,
    signals,
    alertRules,
    newAlertRule,
    alertRule,
    probes,
    reports,
    report,
    incidents,
    incident,
    onCall,
    pagingReport,
    handOver,
    pages,
    customers,
    customer,
    figures,
    demo,
    settings,
    settingsHome,
  ]),
])

export const routerOf = (queries: QueryClient) =>
  createRouter({
    routeTree,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: BrokenPage,
    defaultPendingComponent: LoadingPage,
    defaultPendingMs: 300,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOf>
  }
}
