import { Select } from '@mantine/core'
import { chooseLanguage, keptLanguage, languageNames } from '../ui/language.ts'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

const asBrowser = 'browser'

/** In which language the console speaks on this device. */
export function LanguageSetting() {
  const offered = Object.entries(languageNames).map(([value, label]) => ({ value, label }))
  return (
    <Sheet
      title={t`Language`}
      about={t`Of this console, on this device, and of mails to you from the next look at it on. What customers read stays in their language.`}
    >
      <Select
        aria-label={t`Language`}
        data={[{ value: asBrowser, label: t`As the browser asks` }, ...offered]}
        allowDeselect={false}
        maw={300}
        value={keptLanguage() ?? asBrowser}
        onChange={(value) => chooseLanguage(value === asBrowser ? null : value)}
      />
    </Sheet>
  )
}
