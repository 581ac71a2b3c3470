import { getForm, setForm } from '@bellwether/contract/desk.ts'
import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

/** Opens and shuts the form on the web. */
export function FormSettings({ canEdit }: { canEdit: boolean }) {
  const form = useQuery(ask(getForm))
  const set = useWrite(setForm, { refreshes: [setForm.path] })
  return (
    <Sheet
      title={t`Form on the web`}
      about={t`A page on which anybody asks without an account; a program posts the same to /api/desk/form. Their address is not proven, and an emergency by it says so.`}
    >
      <Loaded query={form} rows={1}>
        {({ isOpen }) => (
          <p style={{ display: 'flex', gap: 14, alignItems: 'center', flexWrap: 'wrap' }}>
            <Switch
              label={isOpen ? t`Open` : t`Shut`}
              aria-label={t`Form on the web`}
              checked={isOpen}
              disabled={!canEdit || set.isPending}
              onChange={(event) => set.mutate({ body: { isOpen: event.currentTarget.checked } })}
            />
            {isOpen && <a href="/ask">{`${window.location.origin}/ask`}</a>}
          </p>
        )}
      </Loaded>
    </Sheet>
  )
}
