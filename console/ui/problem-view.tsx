import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemError } from '../call.ts'
import { Icon } from './icon.tsx'
import { t } from './words.ts'
import styles from './problem-view.module.css'

const broken: ProblemDetails = { type: '/problems/internal-error', title: t`This part of the page broke`, status: 0 }

export const problemIn = (error: unknown): ProblemDetails => (error instanceof ProblemError ? error.problem : broken)

/** What went wrong, what the server says about it, and what the reader can do. */
export function ProblemView({
  error,
  onRetry,
  children,
}: {
  error: unknown
  onRetry?: () => void
  children?: ReactNode
}) {
  const problem = problemIn(error)
  return (
    <div role="alert" className={styles.problem}>
      <Icon name="warning" size={18} />
      <div className={styles.words}>
        <p className={styles.title}>{problem.title}</p>
        {problem.detail !== undefined && <p>{problem.detail}</p>}
        {problem.errors?.map((one) => (
          <p key={`${one.pointer} ${one.detail}`}>{one.detail}</p>
        ))}
        {problem.remedy !== undefined && <p className={styles.remedy}>{problem.remedy}</p>}
        {problem.instance !== undefined && problem.status >= 500 && (
          <p className={styles.instance}>{problem.instance}</p>
        )}
        {children}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry} mt={4}>
            {t`Try again`}
          </Button>
        )}
      </div>
    </div>
  )
}
