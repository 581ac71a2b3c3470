import { type Mapping, type mappedParts, tryMapping } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from '../routing/routing.module.css'

/** What a pasted sample would say by a mapping; what is changed since is asked anew. */
export function MappingTrial({ sourceId, mapping }: { sourceId: string; mapping: Mapping | null }) {
  const [sample, setSample] = useState('')
  const trial = useWrite(tryMapping, { refreshes: [], showsProblem: true })
  const [triedFor, setTriedFor] = useState('')
  const asked = JSON.stringify([mapping, sample])
  const isOfThis = triedFor === asked
  const run = (): void => {
    if (trial.isPending) return
    setTriedFor(asked)
    trial.mutate({ params: { id: sourceId }, body: { mapping, sample } })
  }
  return (
    <div className={styles.trial}>
      <Textarea
        label={t`A sample of what is sent, as JSON`}
        autosize
        minRows={3}
        maxRows={10}
        value={sample}
        onChange={(event) => setSample(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" style={{ justifySelf: 'start' }} onClick={run}>
        {t`Try it on the sample`}
      </Button>
      {isOfThis && trial.error !== null && <ProblemView error={trial.error} />}
      {isOfThis && trial.data !== undefined && <Tried answer={trial.data} />}
    </div>
  )
}

type Part = (typeof mappedParts)[number]

function Tried({ answer }: { answer: AnswerOf<typeof tryMapping> }) {
  const names: Record<Part, string> = {
    title: t`Title`,
    key: t`Key`,
    severity: t`Severity`,
    resolvedWhen: t`It is over where`,
    body: t`Text`,
  }
  const { action, title, key, severity, body, missed } = answer
  return (
    <div role="status">
      <p>{action === 'resolve' ? t`It says that an alert is over.` : t`It is an alert.`}</p>
      <ul>
        <li>
          {names.title}: <strong>{translated(title)}</strong>
        </li>
        <li>{`${names.key}: ${key}`}</li>
        <li>{`${names.severity}: ${severity}`}</li>
        <li style={{ whiteSpace: 'pre-wrap' }}>{`${names.body}: ${body.slice(0, 500)}`}</li>
        {missed.length > 0 && (
          <li>{t`Found nothing, so it was looked for by itself: ${missed.map((part) => names[part]).join(', ')}`}</li>
        )}
      </ul>
    </div>
  )
}
