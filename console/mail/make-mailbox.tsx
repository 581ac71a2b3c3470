import { addMailbox } from '@bellwether/contract/mail.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { t } from '../ui/words.ts'

/** Makes a mailbox of an address to which mail came that nobody had set up; what was held for it is filed. */
export function MakeMailbox({ address }: { address: string }) {
  const add = useWrite(addMailbox, {
    refreshes: ['/api/mail', '/api/desk', '/api/installation'],
    notice: t`${address} is a mailbox now: its mail becomes tickets.`,
  })
  return (
    <Button
      size="compact-xs"
      variant="default"
      flex="none"
      loading={add.isPending}
      onClick={() => add.mutate({ body: { address, name: nameOf(address) } })}
      aria-label={t`Make this a mailbox: ${address}`}
    >
      {t`Make this a mailbox`}
    </Button>
  )
}

/** `help-desk@acme.example` is "Help desk". */
const nameOf = (address: string): string => {
  const words = (address.split('@')[0] ?? '').split(/[._-]+/).filter((word) => word !== '')
  const name = words.join(' ').slice(0, 80)
  return name === '' ? address.slice(0, 80) : name.charAt(0).toUpperCase() + name.slice(1)
}
