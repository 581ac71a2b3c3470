import { listCustomers } from '@bellwether/contract/customers.ts'
import type { FirstSteps } from '@bellwether/contract/installation.ts'
import { acceptEvents, recordDeploy } from '@bellwether/contract/evidence.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago, useClockRead } from '../../ui/clock.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { plural } from '../../ui/figures.ts'
import { tx } from '../../ui/rich-words.tsx'
import { quoted } from '../../ui/shell-line.ts'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { isStepDone } from './first-steps.ts'
import { Step } from './step.tsx'

export function EventsStep({ steps }: { steps: FirstSteps }) {
  return (
    <Step title={t`Send events`} isDone={isStepDone(steps, 'events')} state={<Found events={steps.events} />}>
      <p>
        {t`An event is one request, log line, build or probe: one JSON object a line. Its names may be those of OpenTelemetry, ECS, pino, winston, bunyan, slog, zap or nginx; names that are not known are kept, and can be searched.`}
      </p>
      <HowEventsCome />
    </Step>
  )
}

const spanMs = 30 * 60_000

function Found({ events: { engine, accepted, refused, newest } }: { events: FirstSteps['events'] }) {
  return (
    <>
      {engine === 'off' && <p>{t`Evidence is off on this server: events are refused.`}</p>}
      {newest === null ? (
        <p>{t`No event in the last 7 days.`}</p>
      ) : (
        <p>
          {tx`${plural(accepted, 'event', 'events')} in the last 7 days, the last ${
            newest.from !== null && <>{tx`from ${<strong>{newest.from}</strong>},`} </>
          }${<Ago at={newest.at} />}. ${(
            <Link to="/evidence" search={{ ...spanOf(newest.at), tab: 'events' }}>
              {t`Look at it in the evidence`}
            </Link>
          )}`}
        </p>
      )}
      {refused > 0 && (
        <p>
          {tx`${plural(refused, 'line was', 'lines were')} refused. ${(
            <Link to="/settings/$section" params={{ section: 'intake' }}>
              {t`Which, and why`}
            </Link>
          )}`}
        </p>
      )}
    </>
  )
}

const spanOf = (at: string): { from: string; to: string } => ({
  from: new Date(Date.parse(at) - spanMs).toISOString(),
  to: new Date(Date.parse(at) + spanMs).toISOString(),
})

function HowEventsCome() {
  const mayMakeTokens = useMay('people.write')
  const mayReadCustomers = useMay('customers.read')
  const customers = useQuery({ ...ask(listCustomers, { query: { limit: '1' } }), enabled: mayReadCustomers })
  const customer = customers.data?.items[0]
  const read = useClockRead()
  const [madeAt, setMadeAt] = useState('')
  const create = useWrite(createToken, {
    refreshes: ['/api/people/tokens'],
    onDone: () => setMadeAt(new Date(read()).toISOString()),
  })
  if (!mayMakeTokens) return <p>{t`A program needs a token that may send evidence: ask an administrator for one.`}</p>
  if (create.data === undefined) {
    return (
      <Button
        size="xs"
        variant="default"
        loading={create.isPending}
        onClick={() => create.mutate({ body: { name: 'first steps', permissions: ['evidence.write'] } })}
      >
        {t`Make a token that sends evidence`}
      </Button>
    )
  }
  const { token } = create.data
  return (
    <>
      <p>
        {t`The token stands in these lines, and is shown this once. It can send, and read nothing. Settings, Tokens ends it.`}
      </p>
      <CopyLine
        label={t`An event${customer ? ` ${t`of ${customer.name}`}` : ''}`}
        text={eventLine(token, madeAt, customer?.key)}
      />
      <p>
        {tx`The key of a customer in ${<code>customer.id</code>} has their events stand beside their mail${customer === undefined && t`, as soon as there is a customer`}.`}
      </p>
      <CopyLine label={t`A file of events, one a line`} text={fileLine(token)} />
      <CopyLine label={t`A deploy, so that errors can be laid at its door`} text={deployLine(token, madeAt)} />
    </>
  )
}

const curlOf = (token: string, path: string, contentType: string): string =>
  `curl -sS ${quoted(window.location.origin + path)} -H ${quoted(`Authorization: Bearer ${token}`)} ` +
  `-H ${quoted(`Content-Type: ${contentType}`)}`

const eventLine = (token: string, timestamp: string, customerKey: string | undefined): string => {
  const event = {
    timestamp,
    kind: 'request',
    ...(customerKey === undefined ? {} : { 'customer.id': customerKey }),
    'service.name': 'shop',
    'http.request.method': 'GET',
    'url.path': '/checkout',
    'http.response.status_code': 502,
    'error.message': 'A first error, sent by hand',
  }
  return `${curlOf(token, acceptEvents.path, 'application/x-ndjson')} -d ${quoted(JSON.stringify(event))}`
}

const fileLine = (token: string): string =>
  `${curlOf(token, acceptEvents.path, 'application/x-ndjson')} --data-binary @events.ndjson`

const deployLine = (token: string, startedAt: string): string => {
  const deploy = { service: 'shop', version: '1.0.1', startedAt, by: 'by hand', title: 'A first deploy' }
  return `${curlOf(token, recordDeploy.path, 'application/json')} -d ${quoted(JSON.stringify(deploy))}`
}
