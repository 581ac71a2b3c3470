import type { FirstSteps } from '@bellwether/contract/installation.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { ImportDialog } from '../../customers/import/import-dialog.tsx'
import { NewCustomerDialog } from '../../customers/new-customer-dialog.tsx'
import { RotaDialog } from '../../pager/rota-dialog.tsx'
import { TestPage } from '../../pager/test-page.tsx'
import { NewPersonDialog } from '../../people/new-person-dialog.tsx'
import { Moment } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { isStepDone } from './first-steps.ts'
import { Step } from './step.tsx'

export function CustomersStep({ steps }: { steps: FirstSteps }) {
  const navigate = useNavigate()
  const { customers } = steps
  return (
    <Step
      title={t`Customers`}
      isDone={isStepDone(steps, 'customers')}
      state={
        customers === 0 ? (
          <p>{t`No customer yet.`}</p>
        ) : (
          <p>
            <Link to="/customers">{plural(customers, 'customer', 'customers')}</Link>.
          </p>
        )
      }
    >
      <p>
        {t`A customer joins mail to evidence: contacts say whose mail it is, sites and the key say whose requests. Mail of strangers becomes tickets all the same.`}
      </p>
      <Group gap={8}>
        <ImportDialog />
        <NewCustomerDialog onAdded={(id) => void navigate({ to: '/customers/$id', params: { id } })} />
      </Group>
    </Step>
  )
}

export function PeopleStep({ steps }: { steps: FirstSteps }) {
  const mayWrite = useMay('people.write')
  return (
    <Step
      title={t`Invite people`}
      isDone={isStepDone(steps, 'people')}
      state={
        steps.people > 1 ? (
          <p>
            {tx`${(
              <Link to="/settings/$section" params={{ section: 'people' }}>
                {plural(steps.people, 'person', 'people')}
              </Link>
            )} on staff.`}
          </p>
        ) : (
          <p>{t`You are alone so far.`}</p>
        )
      }
    >
      <p>
        {t`Everybody in the company may answer tickets: there is no cheaper kind of seat. Each gets a link to sign in.`}
      </p>
      {mayWrite ? <NewPersonDialog /> : <p>{t`Ask an administrator to add people.`}</p>}
    </Step>
  )
}

const testWords: Readonly<Record<FirstSteps['pagingTests']['answered'], string>> = {
  reached: t`A test page was answered.`,
  kept: t`A test page was answered, and it never left this machine: no mail leaves here. Give yourself a webhook, or start the server with SMTP_URL.`,
  none: t`No test page was answered yet.`,
}

function WhoIsOnCall({ onCall: { now, nextAt } }: Pick<FirstSteps, 'onCall'>) {
  if (now.length > 0) return t`${now.join(', ')} ${now.length === 1 ? t`is` : t`are`} on call now.`
  if (nextAt === null) return t`Nobody is on call now.`
  return tx`Nobody is on call now: the next turn begins ${<Moment at={nextAt} />}. Until then a page wakes everyone on the team.`
}

export function OnCallStep({ steps }: { steps: FirstSteps }) {
  const me = useQuery(ask(getMe)).data
  const mayWrite = useMay('pager.write')
  return (
    <Step
      title={t`On call`}
      isDone={isStepDone(steps, 'onCall')}
      state={
        <>
          {steps.rotas > 0 ? (
            <p>
              <Link to="/settings/$section" params={{ section: 'rotas' }}>
                {plural(steps.rotas, 'rota', 'rotas')}
              </Link>
              . <WhoIsOnCall onCall={steps.onCall} />
            </p>
          ) : (
            <p>{t`No rota yet: a page wakes everyone on the team.`}</p>
          )}
          <p>{testWords[steps.pagingTests.answered]}</p>
        </>
      }
    >
      <p>{t`A rota says whose turn it is, by the day or by the week. Whoever has it is paged.`}</p>
      {mayWrite && <RotaDialog rota={null} />}
      <p>
        {tx`See whether a page reaches you: it goes by each of your contact methods, to nobody else, and you acknowledge it like any other. ${(
          <Link to="/settings/$section" params={{ section: 'me' }}>
            {t`How you are paged`}
          </Link>
        )}`}
      </p>
      {me !== undefined && <TestPage personId={me.person.id} earlier={steps.pagingTests.newestOfMine} />}
    </Step>
  )
}
