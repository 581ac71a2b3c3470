import { Checkbox } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { t } from '../ui/words.ts'
import { useNextTicket } from './next-ticket.ts'

const useAdvanceSetting = () =>
  useLocalStorage({ key: 'bellwether.advance', defaultValue: false, getInitialValueInEffect: false })

/** Goes on with the next ticket once one is done with, for whoever wants that. */
export function useAdvance(ticketId: string): () => void {
  const [isOn] = useAdvanceSetting()
  const next = useNextTicket(ticketId)
  return () => {
    if (isOn) next()
  }
}

/** Remembered on this device. */
export function AdvanceChoice() {
  const [isOn, setOn] = useAdvanceSetting()
  return (
    <Checkbox
      label={t`Then open the next ticket (also after snoozing)`}
      checked={isOn}
      onChange={(event) => setOn(event.currentTarget.checked)}
    />
  )
}
