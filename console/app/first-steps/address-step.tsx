import { type FirstSteps, getInstallation } from '@bellwether/contract/installation.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { MakeMailbox } from '../../mail/make-mailbox.tsx'
import { NameAddressForm } from '../../mail/name-address-form.tsx'
import { Ago } from '../../ui/clock.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { plural } from '../../ui/figures.ts'
import { tx } from '../../ui/rich-words.tsx'
import { quoted } from '../../ui/shell-line.ts'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { isStepDone } from './first-steps.ts'
import { Step } from './step.tsx'

type Address = FirstSteps['address']

export function AddressStep({ steps }: { steps: FirstSteps }) {
  const { address } = steps
  const mayName = useMay('mail.configure')
  return (
    <Step
      title={t`Your address`}
      isDone={isStepDone(steps, 'address')}
      state={<Found address={address} mayName={mayName} />}
    >
      {address.isNamed ? (
        <HowMailComes address={address} />
      ) : mayName ? (
        <NameAddressForm />
      ) : (
        <p>{t`Ask somebody who may change mailboxes to name the address.`}</p>
      )}
    </Step>
  )
}

function Found({ address: { isNamed, address, filed, strays }, mayName }: { address: Address; mayName: boolean }) {
  return (
    <>
      {isNamed ? (
        <p>{tx`Customers write to ${<strong>{address}</strong>}.`}</p>
      ) : (
        <p>{t`Nobody has said which address customers write to. Mail to any address is kept until then.`}</p>
      )}
      {isNamed && filed === null && <p>{t`Waiting for a first mail.`}</p>}
      {isNamed && filed !== null && (
        <p>
          {filed.to === null || filed.to === address ? t`Here it is` : t`The last mail came to ${filed.to}`}:{' '}
          <Link to="/tickets/$number" params={{ number: String(filed.number) }}>
            #{filed.number} {filed.subject}
          </Link>
          , <Ago at={filed.at} />.
        </p>
      )}
      <MailNotes />
      {strays.map(({ address: stray, held }) => (
        <p key={stray}>
          {tx`Mail came to ${<strong>{stray}</strong>}, which is no mailbox: ${plural(held, 'mail is', 'mails are')} held. ${mayName && <MakeMailbox address={stray} />}`}
        </p>
      ))}
    </>
  )
}

/** Addresses that come with Bellwether are nobody's. */
const builtInDomain = '@bellwether.example'

/** Somebody who answers a customer must know before that nothing goes out, and where emergencies come in. */
function MailNotes() {
  const installation = useQuery(ask(getInstallation)).data
  if (installation === undefined) return null
  return (
    <>
      {installation.outgoingMail === 'outbox-folder' && (
        <p>
          {tx`No mail leaves yet: answers are kept in the folder ${<code>outbox</code>} of the data folder. Start the server with ${<code>SMTP_URL</code>} to send them.`}
        </p>
      )}
      {installation.emergencyAddress?.endsWith(builtInDomain) && (
        <p>
          {tx`VIPs have no address yet by which they page: give emergencies one in ${(
            <Link to="/settings/$section" params={{ section: 'mail' }}>
              {t`Settings, Mail`}
            </Link>
          )}.`}
        </p>
      )}
    </>
  )
}

function HowMailComes({ address: { address, host, smtpPort, isOfThisMachineAlone } }: { address: Address }) {
  const me = useQuery(ask(getMe)).data?.person
  const from = me === undefined || me.email.toLowerCase() === address ? 'you@example.com' : me.email
  return (
    <>
      <p>
        {tx`Have your mail server pass on what comes to ${address}: to ${<strong>{isOfThisMachineAlone ? t`this machine` : host}</strong>}, port ${<strong>{smtpPort}</strong>}. Or point the MX record of ${address.split('@')[1]} at it.`}
      </p>
      {smtpPort !== 25 && (
        <p>
          {tx`Mail servers that follow an MX record always come to port 25. This one listens on port ${smtpPort}: pass port 25 on to it, or start it with ${<code>SMTP_PORT=25</code>}.`}
        </p>
      )}
      {isOfThisMachineAlone && (
        <p>
          {tx`So far it listens to its own machine alone. For mail from elsewhere start it with ${<code>BELLWETHER_HOST=0.0.0.0</code>}.`}
        </p>
      )}
      <CopyLine label={t`Try it at once, in a shell`} text={testMailLine({ from, to: address, host, smtpPort })} />
    </>
  )
}

interface TestMail {
  from: string
  to: string
  host: string
  smtpPort: number
}

function testMailLine({ from, to, host, smtpPort }: TestMail): string {
  const lines = [`From: ${from}`, `To: ${to}`, 'Subject: A first mail', '', 'Does mail arrive here?']
  return (
    `printf '%s\\r\\n' ${lines.map(quoted).join(' ')} | curl -sS --url ${quoted(`smtp://${host}:${smtpPort}`)} ` +
    `--mail-from ${quoted(from)} --mail-rcpt ${quoted(to)} -T -`
  )
}
