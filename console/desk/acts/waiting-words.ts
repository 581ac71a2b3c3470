import type { Act } from '@bellwether/contract/desk.ts'
import { plural } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'

const kindWords: Readonly<Record<Act['kind'], string>> = {
  claim: t`Claim`,
  give: t`Give to…`,
  tag: t`Tags`,
  prioritize: t`Priority`,
  'set-fields': t`Fields`,
  snooze: t`Snooze`,
  wake: t`Bring back`,
  reply: t`Reply`,
  resolve: t`Resolve`,
  remove: t`Move to spam or the trash`,
  restore: t`Restore`,
}

/** What is to be done and is not done yet; to how many tickets, where no number stands before it. */
export const waitingWords = (act: Pick<Act, 'kind'>, count: number, isNamed: boolean): string =>
  isNamed ? kindWords[act.kind] : `${kindWords[act.kind]}: ${plural(count, 'ticket')}`
