import { countTickets, countViews, listViews, viewCountMax } from '@bellwether/contract/desk.ts'
import { unreadMax } from '@bellwether/contract/unread-max.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { useBegun } from '../desk/begun/use-begun.ts'
import { useUnread } from '../desk/unread/use-unread.ts'
import { builtInViews } from '../desk/views/built-in-views.ts'
import { pagesToMeMax, usePagesToMe } from '../pager/use-pages-to-me.ts'
import type { BoundCommand } from '../ui/commands.ts'
import { countOf } from '../ui/figures.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import { t } from '../ui/words.ts'
import { Brand } from './brand.tsx'
import { useHasFirstSteps } from './first-steps/first-steps.ts'
import { SideFoot } from './side-foot.tsx'
import styles from './side-bar.module.css'

interface SideBarProps {
  commands: readonly BoundCommand[]
  organisation: string | null
  isLive: boolean
}

export function SideBar({ commands, organisation, isLive }: SideBarProps) {
  const hasFirstSteps = useHasFirstSteps()
  return (
    <div className={styles.bar}>
      <Brand organisation={organisation} />
      <FindButton commands={commands} />
      <nav aria-label={t`Places`} className={styles.nav}>
        <ul>
          <Place to="/search" icon="search" title={t`Search`} />
          <Place to="/unread" icon="mail" title={t`Unread`} count={<UnreadCount />} />
          <Place to="/drafts" icon="note" title={t`Drafts`} count={<DraftCount />} />
        </ul>
        <p className={styles.group}>{t`Queue`}</p>
        <QueueViews />
        <OwnViews />
        <TeamQueues />
        <p className={styles.group}>{t`Systems`}</p>
        <ul>
          <Place to="/signals" icon="signal" title={t`Signals`} />
          <Place to="/evidence" icon="evidence" title={t`Evidence`} />
          <Place to="/probes" icon="probe" title={t`Probes`} />
          <Place to="/incidents" icon="warning" title={t`Incidents`} />
          <Place to="/reports" icon="report" title={t`Trouble reports`} />
          <Place to="/on-call" icon="clock" title={t`On call`} />
          <Place to="/pages" icon="bell" title={t`Pages`} count={<PageCount />} />
        </ul>
        <p className={styles.group}>{t`Organisation`}</p>
        <ul>
          {hasFirstSteps && <Place to="/start" icon="check" title={t`First steps`} />}
          <Place to="/customers" icon="customers" title={t`Customers`} />
          <Place to="/figures" icon="figures" title={t`Figures`} />
          <Place to="/settings/people" icon="settings" title={t`Settings`} />
        </ul>
      </nav>
      <SideFoot commands={commands} isLive={isLive} />
    </div>
  )
}

function FindButton({ commands }: { commands: readonly BoundCommand[] }) {
  const palette = commands.find((command) => command.id === 'console.palette')
  return (
    <button type="button" className={styles.find} onClick={() => palette?.run()}>
      <Icon name="search" size={14} />
      <span>{t`Find or do…`}</span>
      <KeyCaps keys="mod+k" />
    </button>
  )
}

function QueueViews() {
  const counts = useQuery(ask(countTickets))
  return (
    <ul>
      {builtInViews.map(({ id, name }) => (
        <li key={id}>
          <Link
            to="/desk"
            search={{ view: id === 'open' ? undefined : id }}
            activeOptions={{ exact: true, includeSearch: true }}
            className={styles.place}
          >
            <span className={styles.title}>{name}</span>
            <Count of={counts.data?.views[id]} unit={t`tickets`} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** The views that somebody keeps here, with their counts. */
function OwnViews() {
  const views = useQuery(ask(listViews)).data?.items.filter(({ isPinned }) => isPinned) ?? []
  const counts = useQuery({ ...ask(countViews), enabled: views.length > 0 }).data?.items
  return (
    <>
      <p className={styles.group}>{t`Views`}</p>
      <ul>
        {views.map(({ id, name }) => (
          <li key={id}>
            <Link
              to="/desk"
              search={{ view: id }}
              activeOptions={{ exact: true, includeSearch: true }}
              className={styles.place}
            >
              <span className={styles.title}>{name}</span>
              <Count
                of={counts?.find((one) => one.id === id)?.count ?? undefined}
                most={viewCountMax}
                unit={t`tickets`}
              />
            </Link>
          </li>
        ))}
        <li>
          <Link to="/views" className={styles.place}>
            <span className={styles.title}>{t`All views`}</span>
          </Link>
        </li>
      </ul>
    </>
  )
}

function TeamQueues() {
  const teams = useQuery(ask(listTeams))
  const counts = useQuery(ask(countTickets))
  const openOf = (id: string): number | undefined => counts.data?.handOffs.find((one) => one.team.id === id)?.open
  const asked = (teams.data?.items ?? []).filter((team) => team.slug !== 'support')
  if (asked.length === 0) return null
  return (
    <>
      <p className={styles.group}>{t`Teams`}</p>
      <ul>
        {asked.map((team) => (
          <li key={team.id}>
            <Link to="/teams/$slug" params={{ slug: team.slug }} className={styles.place}>
              <span className={styles.title}>{team.name}</span>
              <Count of={openOf(team.id)} unit={t`hand-offs`} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Count({ of, most = Infinity, unit }: { of: number | undefined; most?: number; unit: string }) {
  if (of === undefined || of === 0) return null
  return (
    <span className={styles.count}>
      {of > most ? `${countOf(most)}+` : of} <span className="visually-hidden">{unit}</span>
    </span>
  )
}

/** Of those that wait for the reader. */
function PageCount() {
  return <Count of={usePagesToMe().length} most={pagesToMeMax} unit={t`waiting for you`} />
}

function UnreadCount() {
  const unread = useUnread().length
  return <Count of={unread} most={unreadMax - 1} unit={t`tickets`} />
}

const DraftCount = () => <Count of={useBegun().length} unit={t`drafts`} />

function Place(props: { to: string; icon: IconName; title: string; count?: ReactNode }) {
  return (
    <li>
      <Link to={props.to} activeOptions={{ includeSearch: false }} className={styles.place}>
        <Icon name={props.icon} size={15} />
        <span className={styles.title}>{props.title}</span>
        {props.count}
      </Link>
    </li>
  )
}
