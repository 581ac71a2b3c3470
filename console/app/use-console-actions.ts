import { signOut } from '@bellwether/contract/people.ts'
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../call.ts'
import { showProblem } from '../call.write.ts'
import { useUndo } from '../desk/acts/use-act.tsx'
import { useUndoReply } from '../desk/undo-reply.ts'
import type { ConsoleActions } from './console.commands.ts'

const after = { auto: 'light', light: 'dark', dark: 'auto' } as const

export function useConsoleActions({
  openKeyHelp,
  openPalette,
}: Pick<ConsoleActions, 'openKeyHelp' | 'openPalette'>): ConsoleActions {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // A reply that is about to go out is what was done last.
  const [undoReply, undoAct] = [useUndoReply(), useUndo()]
  return {
    go: (place) => void navigate({ href: place }),
    openPalette,
    openKeyHelp,
    undo: undoReply ?? undoAct,
    search: () => {
      const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
      if (field === null) return void navigate({ to: '/search', search: {} })
      field.focus()
      field.select()
    },
    nextColours: () => setColorScheme(after[colorScheme]),
    signOut: () => {
      call(signOut)
        .then(async () => {
          await navigate({ to: '/sign-in', search: {} })
          queries.clear()
        })
        .catch(showProblem)
    },
  }
}
