import { loadDemo } from '@bellwether/contract/installation.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'

/** Instead of one's own organisation: the demo company, which can be ended and leaves nothing behind. */
export function LoadDemo({ setupToken }: { setupToken: string }) {
  const load = useWrite(loadDemo, {
    refreshes: [],
    showsProblem: true,
    onDone: ({ signInUrl }) => {
      const { pathname, search } = new URL(signInUrl)
      window.location.assign(pathname + search)
    },
  })
  return (
    <div style={{ display: 'grid', gap: 8, marginTop: 18, color: 'var(--ink-soft)', fontSize: 13 }}>
      <p>{t`Only looking? A demo company plays a Friday evening, and leaves nothing behind when you end it.`}</p>
      {load.error !== null && <ProblemView error={load.error} />}
      <Button
        variant="default"
        loading={load.isPending}
        onClick={() => load.mutate({ body: { setupToken } })}
        style={{ justifySelf: 'start' }}
      >
        {t`Load the demo instead`}
      </Button>
    </div>
  )
}
