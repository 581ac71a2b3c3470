import { type Probe, pauseProbe } from '@bellwether/contract/probes.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../call.write.ts'
import { t } from '../ui/words.ts'

/** Lets a probe rest, or look again. What it does is seen at once, and undone by the same button. */
export function PauseProbe({ probe: { id, name, paused } }: { probe: Probe }) {
  const isPaused = paused !== null
  const pause = useWrite(pauseProbe, { refreshes: ['/api/probes'] })
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={isPaused ? t`Resume ${name}` : t`Pause ${name}`}
      title={
        isPaused ? t`It is looked at again, from now on` : t`It is looked at no more for now, and its page is over`
      }
      // One that is disabled meanwhile would lose the focus.
      onClick={() => !pause.isPending && pause.mutate({ params: { id }, body: { isPaused: !isPaused } })}
    >
      {isPaused ? t`Resume` : t`Pause`}
    </Button>
  )
}
