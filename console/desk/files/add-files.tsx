import { ActionIcon, Tooltip } from '@mantine/core'
import { useRef } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'

/** Chooses files; they can be dropped and pasted as well. */
export function AddFiles({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Tooltip label={t`Add files; or drop or paste them here`}>
        <ActionIcon size={30} variant="default" aria-label={t`Add files`} onClick={() => field.current?.click()}>
          <Icon name="paper" size={15} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t`Files to add`}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          // The same one can be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
