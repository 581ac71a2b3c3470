import { acknowledgePage, type Page } from '@bellwether/contract/pager-pages.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { t } from '../ui/words.ts'

/** Stands alone, as every screen shows it to whoever is paged. */
export function AcknowledgeButton({ page, mt = 0 }: { page: Page; mt?: number }) {
  const acknowledge = useWrite(acknowledgePage, { refreshes: ['/api/pager', '/api/incidents'] })
  return (
    <Button
      size="xs"
      mt={mt}
      loading={acknowledge.isPending}
      onClick={() => acknowledge.mutate({ params: { id: page.id } })}
    >
      {t`Acknowledge`}
    </Button>
  )
}
