import type { Permission } from '@bellwether/contract/permissions.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { FieldList } from '../../customers/fields/field-list.tsx'
import { AfterCareSettings } from '../../desk/after-care-settings.tsx'
import { FormSettings } from '../../desk/form-settings.tsx'
import { ResponseTargets } from '../../desk/response-targets.tsx'
import { TeamTargets } from '../../desk/team-targets.tsx'
import { IntakeSources } from '../../evidence/intake-sources.tsx'
import { RefusedLines } from '../../evidence/refused-lines.tsx'
import { UnfiledMail } from '../../mail/unfiled-mail.tsx'
import { MailboxList } from '../../mail/mailbox-list.tsx'
import { MailLedger } from '../../mail/mail-ledger.tsx'
import { Outbox } from '../../mail/outbox.tsx'
import { ContactMethods } from '../../pager/contact-methods.tsx'
import { RotaList } from '../../pager/rota-list.tsx'
import { FormerPeople } from '../../people/former-people.tsx'
import { PasswordForm } from '../../people/password-form.tsx'
import { PeopleList } from '../../people/people-list.tsx'
import { RoleList } from '../../people/role-list.tsx'
import { SessionList } from '../../people/session-list.tsx'
import { TeamList } from '../../people/team-list.tsx'
import { TokenList } from '../../people/token-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
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
    <PageFrame title="Settings">
      <nav aria-label="Settings" className={styles.tabs}>
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

function Section({ name }: { name: SettingsSection }) {
  const me = useQuery(ask(getMe))
  const may = (permission: Permission): boolean => me.data?.permissions.includes(permission) ?? false
  if (name === 'people') return <PeopleSection canEdit={may('people.write')} />
  if (name === 'me') {
    return (
      <>
        {me.data !== undefined && may('pager.acknowledge') && <ContactMethods personId={me.data.person.id} />}
        <PasswordForm />
        <SessionList />
      </>
    )
  }
  if (name === 'rotas') return <RotaList canEdit={may('pager.write')} empty={<NoRota />} />
  if (name === 'targets') {
    const canEdit = may('desk.configure')
    return (
      <>
        <ResponseTargets canEdit={canEdit} />
        <TeamTargets canEdit={canEdit} />
        <AfterCareSettings canEdit={canEdit} />
      </>
    )
  }
  if (name === 'customer-fields') return <FieldList canEdit={may('customers.configure')} />
  if (name === 'tokens') return may('people.write') ? <TokenList /> : <AdministratorsOnly what="Tokens" />
  if (name === 'intake') {
    return (
      <>
        <IntakeSources />
        <RefusedLines />
      </>
    )
  }
  return (
    <>
      <MailboxList canEdit={may('mail.configure')} />
      <FormSettings canEdit={may('desk.configure')} />
      <MailLedger />
      <UnfiledMail outcome="held" />
      <UnfiledMail outcome="rejected" />
      {may('mail.outgoing') && <Outbox />}
    </>
  )
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

function AdministratorsOnly({ what }: { what: string }) {
  return (
    <EmptyState icon="key" title={`${what} are kept by administrators`}>
      Ask one of them for what you need; People and teams shows who they are.
    </EmptyState>
  )
}

function NoRota() {
  return (
    <EmptyState icon="bell" title="Nobody is on call yet">
      A rota says whose turn it is for a team, by the day or by the week. Until a team has one, its pages wake everyone
      on it. A team may have several, such as days and nights: whoever one of them has on call is paged.
    </EmptyState>
  )
}
