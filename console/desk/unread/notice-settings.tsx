import { Switch } from '@mantine/core'
import { useState } from 'react'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { noticesAllowed, useNoticesSetting } from './unread-notices.ts'

/** Lets this browser tell what comes while the reader looks elsewhere. */
export function NoticeSettings() {
  const [isOn, setOn] = useNoticesSetting()
  const [allowed, setAllowed] = useState(noticesAllowed)
  const turn = async (wanted: boolean): Promise<void> => {
    if (!wanted) return setOn(false)
    const answer = await Notification.requestPermission()
    setAllowed(answer)
    setOn(answer === 'granted')
  }
  return (
    <Sheet
      title={t`Notices in this browser`}
      about={t`While Bellwether is open and you look at something else, the browser says who wrote on tickets that you own or follow; never what they wrote.`}
    >
      <Switch
        label={isOn && allowed === 'granted' ? t`On` : t`Off`}
        aria-label={t`Notices in this browser`}
        checked={isOn && allowed === 'granted'}
        disabled={allowed === 'unknown' || allowed === 'denied'}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      {allowed === 'denied' && (
        <p>{t`This browser refuses them for this site: allow notifications in its settings.`}</p>
      )}
      {allowed === 'unknown' && <p>{t`This browser knows no notifications here: they need an address with https.`}</p>}
    </Sheet>
  )
}
