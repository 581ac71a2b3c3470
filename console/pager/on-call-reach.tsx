import type { listRotas, RotaForecast } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { spokenLocale, t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { methodName } from './methods/method-words.ts'
import { TestPage } from './test-page.tsx'
import { useMe } from './use-me.ts'
import styles from './rota-list.module.css'

interface OnCallReachProps {
  rota: AnswerOf<typeof listRotas>['items'][number]
  people: RotaForecast['people']
}

/** By what whoever is on call is reached, and a test of it. */
export function OnCallReach({ rota: { onCall, work }, people }: OnCallReachProps) {
  const me = useMe()
  const mayTestOthers = useMay('pager.write')
  const one = people.find(({ person }) => person.id === onCall?.id)
  if (one === undefined || work.slug !== 'paging') return null
  const isMe = one.person.id === me
  const ways = [...new Set(one.reachedBy)].map(methodName)
  const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })
  return (
    <div className={styles.reach}>
      <span>{t`${one.person.name} is reached by ${list.format(ways)}`}</span>
      {(isMe || mayTestOthers) && (
        <TestPage personId={one.person.id} earlier={null} {...(isMe ? {} : { name: one.person.name })} />
      )}
    </div>
  )
}
