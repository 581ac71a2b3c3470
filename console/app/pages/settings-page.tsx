import type { Permission } from '@bellwether/contract/permissions.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ask } from '../../call.query.ts'
import { FieldList } from '../../customers/fields/field-list.tsx'
import { AfterCareSettings } from '../../desk/after-care-settings.tsx'
import { BlockedSenders } from '../../desk/blocked-senders.tsx'
import { FormSettings } from '../../desk/form-settings.tsx'
import { ResponseTargets } from '../../desk/response-targets.tsx'
import { DeskSignatureSetting } from '../../desk/signature/desk-signature-setting.tsx'
import { SignatureSetting } from '../../desk/signature/signature-setting.tsx'
import { RecurringList } from '../../desk/recurring/recurring-list.tsx'
import { RuleList } from '../../desk/rules/rule-list.tsx'
import { TicketFieldList } from '../../desk/fields/ticket-field-list.tsx'
import { MailNoticeSettings } from '../../desk/unread/mail-notice-settings.tsx'
import { NoticeSettings } from '../../desk/unread/notice-settings.tsx'
import { SnippetList } from '../../desk/snippets/snippet-list.tsx'
import { TeamTargets } from '../../desk/team-targets.tsx'
import { IntakeSources } from '../../evidence/intake-sources.tsx'
import { RefusedLines } from '../../evidence/refused-lines.tsx'
import { UnfiledMail } from '../../mail/unfiled-mail.tsx'
import { MailboxList } from '../../mail/mailbox-list.tsx'
import { MailLedger } from '../../mail/mail-ledger.tsx'
import { Outbox } from '../../mail/outbox.tsx'
import { ContactMethods } from '../../pager/methods/contact-methods.tsx'
import type { CalendarView } from '../../pager/calendar/calendar-view.tsx'
import { DeployRules } from '../../pager/deploys/deploy-rules.tsx'
import { HeartbeatList } from '../../pager/heartbeats/heartbeat-list.tsx'
import { MaintenanceList } from '../../pager/maintenance/maintenance-list.tsx'
import { PolicyList } from '../../pager/policies/policy-list.tsx'
import { RoomList } from '../../pager/rooms/room-list.tsx'
import { AlertSources } from '../../pager/sources/alert-sources.tsx'
import { WorkList } from '../../pager/works/work-list.tsx'
import { RotaList } from '../../pager/rota-list.tsx'
import { LanguageSetting } from '../../people/language-setting.tsx'
import { FormerPeople } from '../../people/former-people.tsx'
import { PasswordForm } from '../../people/password-form.tsx'
import { PeopleList } from '../../people/people-list.tsx'
import { RoleList } from '../../people/role-list.tsx'
import { SessionList } from '../../people/session-list.tsx'
import { TeamList } from '../../people/team-list.tsx'
import { TokenList } from '../../people/token-list.tsx'
import { PersonalData } from '../../privacy/personal-data.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { NoSuchPage } from '../broken-page.tsx'
import { type SettingsSection, settingsSections } from './settings-sections.ts'
import styles from './settings-page.module.css'

const page = getRouteApi('/signed-in/settings/$section')

const showTab = (tab: HTMLAnchorElement | null): void => tab?.scrollIntoView({ block: 'nearest', inline: 'center' })

export function SettingsPage() {
  const { section } = page.useParams()
  const known = settingsSections.find((one) => one.name === section)
  if (known === undefined) return <NoSuchPage />
  return (
    <PageFrame title={t`Settings`}>
      <nav aria-label={t`Settings`} className={styles.tabs}>
        {settingsSections.map(({ name, title }) => (
          <Link
            key={name}
            to="/settings/$section"
            params={{ section: name }}
            className={styles.tab}
            // On a phone the tabs are wider than the screen: where one is must be in it.
            ref={name === section ? showTab : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      <div className={styles.section}>
        <Section name={known.name} />
      </div>
    </PageFrame>
  )
}

type May = (permission: Permission) => boolean

/** What each place shows to whom. */
const sections: Readonly<Record<SettingsSection, (may: May) => ReactNode>> = {
  people: (may) => <PeopleSection canEdit={may('people.write')} />,
  me: (may) => (
    <>
      {may('pager.acknowledge') && <OwnMethods />}
      {may('desk.write') && <SignatureSetting />}
      {may('desk.read') && <MailNoticeSettings />}
      <NoticeSettings />
      <LanguageSetting />
      <PasswordForm />
      <SessionList />
    </>
  ),
  paging: (may) => (
    <>
      <PagedSources canEdit={may('pager.write')} />
      <MaintenanceList canEdit={may('pager.write')} />
      <HeartbeatList canEdit={may('pager.write')} />
      <RoomList canEdit={may('pager.write')} />
      <PolicyList canEdit={may('pager.write')} />
    </>
  ),
  rotas: (may) => (
    <>
      <RotaSettings canEdit={may('pager.write')} />
      <WorkList canEdit={may('pager.write')} />
      <DeployRules canEdit={may('pager.write')} />
    </>
  ),
  snippets: (may) => (
    <>
      <SnippetList canEdit={may('desk.write')} />
      {may('desk.configure') && <DeskSignatureSetting />}
    </>
  ),
  rules: (may) => <RuleList canEdit={may('desk.configure')} />,
  recurring: (may) => <RecurringList canEdit={may('desk.configure')} />,
  targets: (may) => (
    <>
      <ResponseTargets canEdit={may('desk.configure')} />
      <TeamTargets canEdit={may('desk.configure')} />
      <AfterCareSettings canEdit={may('desk.configure')} />
    </>
  ),
  'customer-fields': (may) => (
    <>
      <TicketFieldList canEdit={may('desk.configure')} />
      <FieldList canEdit={may('customers.configure')} />
    </>
  ),
  mail: (may) => (
    <>
      <MailboxList canEdit={may('mail.configure')} />
      <FormSettings canEdit={may('desk.configure')} />
      <BlockedSenders canEdit={may('desk.write')} />
      <MailLedger />
      <UnfiledMail outcome="held" />
      <UnfiledMail outcome="rejected" />
      {may('mail.outgoing') && <Outbox />}
    </>
  ),
  intake: () => (
    <>
      <IntakeSources />
      <RefusedLines />
    </>
  ),
  tokens: (may) => (may('people.write') ? <TokenList /> : <AdministratorsOnly what={t`Tokens are`} />),
  privacy: (may) => (may('privacy.write') ? <PrivacySection /> : <AdministratorsOnly what={t`Personal data is`} />),
}

function Section({ name }: { name: SettingsSection }) {
  const rights = useQuery(ask(getMe)).data?.permissions ?? []
  return sections[name]((permission) => rights.includes(permission))
}

function OwnMethods() {
  const me = useQuery(ask(getMe)).data
  return me && <ContactMethods personId={me.person.id} />
}

function PeopleSection({ canEdit }: { canEdit: boolean }) {
  return (
    <>
      <PeopleList canEdit={canEdit} />
      <TeamList canEdit={canEdit} />
      <RoleList canEdit={canEdit} />
      {canEdit && <FormerPeople />}
    </>
  )
}

/** Which alerts are looked into stands in the address: it can be given to somebody else. */
function PagedSources({ canEdit }: { canEdit: boolean }) {
  const { source, alert } = page.useSearch()
  const navigate = page.useNavigate()
  return (
    <AlertSources
      canEdit={canEdit}
      shown={{ source, alert }}
      onShow={(shown) => void navigate({ to: '.', params: { section: 'paging' }, search: shown, replace: true })}
    />
  )
}

function PrivacySection() {
  const { address } = page.useSearch()
  const navigate = page.useNavigate()
  return (
    <PersonalData
      address={address}
      onAddress={(one) => void navigate({ to: '.', params: { section: 'privacy' }, search: { address: one } })}
    />
  )
}

function AdministratorsOnly({ what }: { what: string }) {
  return (
    <EmptyState icon="key" title={t`${what} kept by administrators`}>
      {t`Ask one of them for what you need; People and teams shows who they are.`}
    </EmptyState>
  )
}

function RotaSettings({ canEdit }: { canEdit: boolean }) {
  const [view, setView] = useState<CalendarView>({})
  return <RotaList canEdit={canEdit} empty={<NoRota />} view={view} onView={setView} />
}

function NoRota() {
  return (
    <EmptyState icon="bell" title={t`Nobody is on call yet`}>
      {t`A rota says whose turn it is for a team, by the day or by the week. Until a team has one, its pages wake everyone on it. A team may have several, such as days and nights: whoever one of them has on call is paged.`}
    </EmptyState>
  )
}
