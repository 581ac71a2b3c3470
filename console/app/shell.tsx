import { getInstallation } from '@bellwether/contract/installation.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { ask } from '../call.query.ts'
import { EvidenceState } from '../installation/evidence-state.tsx'
import { MentionDebt } from '../desk/mentions/mention-debt.tsx'
import { useUnreadNotices } from '../desk/unread/unread-notices.ts'
import { WaitingBar } from '../desk/waiting/waiting-bar.tsx'
import { UnsentDebt } from '../desk/unsent-debt.tsx'
import { MailDebt } from '../mail/mail-debt.tsx'
import { PagesToMe } from '../pager/pages-to-me.tsx'
import { useCommands } from '../ui/command-keys.tsx'
import { rememberList } from '../ui/last-list.ts'
import { t } from '../ui/words.ts'
import { catchTyped } from './catch-typed.ts'
import { consoleCommands } from './console.commands.ts'
import { ServerClock } from './server-clock.tsx'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useConsoleActions } from './use-console-actions.ts'
import { useLiveChanges } from './use-live-changes.ts'
import { useOwnLanguage } from './use-own-language.ts'
import styles from './shell.module.css'

// Not of the first load: what is asked for by a key, what only a demo shows, and what can wait for a moment.
const loadPalette = () => import('./palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }))
// Asked for again where the server is away: nobody is without it for good.
const LateBars = lazy(async () => {
  for (let pauseMs = 2_000; ; pauseMs = Math.min(pauseMs * 2, 60_000)) {
    await new Promise((over) => setTimeout(over, pauseMs))
    const part = await import('./late-bars.tsx').catch(() => undefined)
    if (part !== undefined) return { default: part.LateBars }
  }
})
const DemoBanner = lazy(async () => ({ default: (await import('../demo/demo-banner.tsx')).DemoBanner }))
const DemoAfternoon = lazy(async () => ({ default: (await import('./demo-afternoon.tsx')).DemoAfternoon }))

/** The palette comes when it is first asked for; what is typed until then is in it. */
function usePalette(): { isWanted: boolean; open: () => void; takeTyped: () => string } {
  const [isWanted, setIsWanted] = useState(false)
  const takeTyped = useRef<() => string>(() => '')
  const open = (): void => {
    takeTyped.current()
    takeTyped.current = catchTyped()
    void loadPalette().then(({ openPalette }) => {
      setIsWanted(true)
      openPalette()
    })
  }
  return { isWanted, open, takeTyped: () => takeTyped.current() }
}

/** The frame of every page for people who signed in. */
export function Shell() {
  const me = useQuery(ask(getMe))
  useOwnLanguage(me.data?.person)
  return (
    <ServerClock zone={me.data?.person.timeZone}>
      <Frame />
    </ServerClock>
  )
}

function Frame() {
  const { data: installation } = useQuery(ask(getInstallation))
  const [isHelpOpen, help] = useDisclosure(false)
  const palette = usePalette()
  const [isDrawerOpen, { open: openDrawer, close: closeDrawer }] = useDisclosure(false)
  const isLive = useLiveChanges()
  useUnreadNotices()
  const actions = useConsoleActions({ openKeyHelp: help.open, openPalette: palette.open })
  const commands = useCommands(consoleCommands, actions)
  const path = useRouterState({ select: (state) => state.location.href })
  useEffect(() => closeDrawer(), [path, closeDrawer])
  useEffect(() => rememberList(path), [path])
  const main = useFocusOnArrival()
  const sideBar = <SideBar commands={commands} organisation={installation?.name ?? null} isLive={isLive} />

  return (
    <div className={styles.shell}>
      <a className="skip-link" href="#page">
        {t`Skip to the page`}
      </a>
      <Suspense>{installation?.demo && <DemoBanner installation={installation} />}</Suspense>
      <PagesToMe />
      <div className={styles.bars}>
        {installation !== undefined && <EvidenceState evidence={installation.evidence} />}
        <Suspense>
          <LateBars />
        </Suspense>
        <MailDebt />
        <UnsentDebt />
        <WaitingBar isLive={isLive} />
        <MentionDebt />
      </div>
      <TopBar onMenu={openDrawer} isMenuOpen={isDrawerOpen} isLive={isLive} commands={commands} />
      <div className={styles.columns}>
        <aside aria-label={t`Menu`} className={styles.side}>
          {sideBar}
        </aside>
        <main ref={main} id="page" tabIndex={-1} className={styles.main}>
          {installation?.demo && installation.demo.told < 1 ? (
            <Suspense>
              <DemoAfternoon installation={installation} />
            </Suspense>
          ) : (
            <Outlet />
          )}
        </main>
      </div>
      <Drawer
        opened={isDrawerOpen}
        onClose={closeDrawer}
        title={t`Menu`}
        size={264}
        padding="sm"
        styles={{ content: { background: 'var(--ground)' }, header: { background: 'var(--ground)' } }}
        closeButtonProps={{ 'aria-label': t`Close the menu` }}
      >
        {sideBar}
      </Drawer>
      <Suspense>
        {palette.isWanted && <Palette takeTyped={palette.takeTyped} />}
        {isHelpOpen && <KeyHelp onClose={help.close} />}
      </Suspense>
    </div>
  )
}

/** A new page takes the focus that its predecessor took away with it, so that Tab and paging go on from there. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const shown = useRef(path)
  useEffect(() => {
    const isArrival = shown.current !== undefined && shown.current !== path
    shown.current = path
    if (isArrival && document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
