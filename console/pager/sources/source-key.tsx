import type { addAlertSource } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { t } from '../../ui/words.ts'

/** The key of a source in the shapes in which its senders want it. */
export function SourceKey({ made, onKept }: { made: AnswerOf<typeof addAlertSource>; onKept: () => void }) {
  const payload = { summary: 'A try', source: 'me', severity: 'info' }
  const event = { routing_key: made.key, event_action: 'trigger', payload }
  return (
    <ShownOnce about={t`This is the only time that its key is shown.`} onKept={onKept}>
      <CopyLine label={t`Key: routing_key of PagerDuty, GenieKey of Opsgenie`} text={made.key} />
      <CopyLine label={t`Address for PagerDuty Events API v2 requests`} text={made.pagerDutyUrl} />
      <CopyLine label={t`Address for a webhook of Alertmanager or Grafana`} text={made.alertmanagerUrl} />
      <CopyLine label={t`Address in place of the Opsgenie API`} text={made.opsgenieUrl} />
      <CopyLine label={t`Address in place of an incoming webhook of Slack`} text={made.slackUrl} />
      <CopyLine label={t`Address for VictorOps events`} text={made.victorOpsUrl} />
      <CopyLine label={t`Address for a webhook of any JSON`} text={made.webhookUrl} />
      {made.mailAddress !== null && (
        <CopyLine label={t`Address for mail, whose subject is the alert`} text={made.mailAddress} />
      )}
      <CopyLine
        label={t`A try that wakes nobody`}
        text={`curl -H 'content-type: application/json' -d '${JSON.stringify(event)}' ${made.pagerDutyUrl}`}
      />
    </ShownOnce>
  )
}
