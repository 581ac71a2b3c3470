import type { Installation } from '@bellwether/contract/installation.ts'
import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageFrame } from '../ui/page-frame.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import styles from './demo-story.module.css'

/** While the past of the demo company is being sent: how far it is, and the afternoon as it fills. */
export function DemoLoading({ installation, chart }: { installation: Installation; chart: ReactNode }) {
  const { told, says } = installation.demo ?? { told: 0, says: '' }
  const percent = Math.floor(told * 100)
  return (
    <PageFrame
      title={t`A Friday at a hosting company`}
      about={t`The demo company moves in: its customers, its people, months of tickets, and the requests of an afternoon in which something goes wrong. It takes half a minute.`}
      width="narrow"
    >
      <Sheet title={says === '' ? t`The company moves in` : t`Playing ${says}`}>
        <Progress value={Math.max(percent, 2)} aria-label={t`Sent of the past`} mb={12} />
        {chart}
      </Sheet>
      <ol className={styles.plan}>
        <li>{t`At 18:30 a customer who pays a lot writes to the emergency address.`}</li>
        <li>{t`You are support. You claim the ticket, and see the customer’s own errors beside the mail.`}</li>
        <li>{t`You find who else is hit and which deploy did it, and have the right person paged.`}</li>
        <li>{t`You watch the errors to zero, and tell everyone who wrote in.`}</li>
      </ol>
    </PageFrame>
  )
}
