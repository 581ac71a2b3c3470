import type { Severity } from '@bellwether/contract/incidents-declared.ts'
import { Mark, type MarkTone } from '../../ui/mark.tsx'
import { t } from '../../ui/words.ts'

const tones: Readonly<Record<Severity, MarkTone>> = { sev1: 'danger', sev2: 'warn', sev3: 'plain' }

export const severityWords: Readonly<Record<Severity, string>> = {
  sev1: t`SEV1: many customers, or several VIPs`,
  sev2: t`SEV2: some customers, or a VIP`,
  sev3: t`SEV3: few customers, or none known`,
}

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <Mark tone={tones[severity]} title={severityWords[severity]}>
      {severity.toUpperCase()}
    </Mark>
  )
}
