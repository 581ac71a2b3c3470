import type { OpenRollOut } from '@bellwether/contract/pager-hand-overs.ts'
import { t } from '../../ui/words.ts'

/** "edge 42, hosts: 2 of about 10". */
export const rollOutWords = ({ service, version, hosts, of }: OpenRollOut): string =>
  of === null ? t`${service} ${version}, hosts: ${hosts}` : t`${service} ${version}, hosts: ${hosts} of about ${of}`
