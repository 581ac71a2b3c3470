import { type AlertSource, getAlert } from '@bellwether/contract/pager.ts'
import { Button, CopyButton, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { Moment } from '../../ui/clock.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { plural } from '../../ui/figures.ts'
import { LinkedText } from '../../ui/linked-text.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { t, translated } from '../../ui/words.ts'
import { alertState } from './alert-state.ts'
import styles from './alert-sources.module.css'

interface AlertDetailProps {
  source: AlertSource
  id: string
  onBack: () => void
}

/** One alert: what it says, what was sent, and the page that it is on. */
export function AlertDetail({ source, id, onBack }: AlertDetailProps) {
  const alert = useQuery(ask(getAlert, { params: { id: source.id, alert: id } }))
  return (
    <div className={styles.form}>
      <Group gap={8}>
        <Button size="xs" variant="default" ref={takeFocus} onClick={onBack}>
          {t`All alerts of ${source.name}`}
        </Button>
        <CopyButton value={window.location.href}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t`Copied` : t`Copy the link`}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Loaded query={alert} rows={4}>
        {({ title, severity, count, firstAt, lastAt, body, payload, page, ...rest }) => (
          <>
            <h3 className={styles.title}>{translated(title)}</h3>
            <p className={styles.hint}>
              {alertState(rest)} · {severity} · {plural(count, 'time')} ·{' '}
              {tx`first ${<Moment at={firstAt} as="second" />}, last ${<Moment at={lastAt} as="second" />}`}
            </p>
            <p>
              {page === null
                ? t`It is on no page.`
                : tx`Its page: ${(
                    <Link to="/pages" hash={page.id}>
                      {translated(page.title)}
                    </Link>
                  )}`}
            </p>
            {body !== '' && (
              <p className={styles.body}>
                <LinkedText text={translated(body)} />
              </p>
            )}
            {payload !== null && payload !== '' ? (
              <CopyLine label={t`What was sent last, without what is named like a secret`} text={payload} />
            ) : (
              <p className={styles.hint}>{t`What was sent is not kept of this alert.`}</p>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}
