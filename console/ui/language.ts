import type { Language } from '@bellwether/contract/people.ts'
import type { Catalogue } from '@bellwether/contract/said.ts'
import { speak } from './words.ts'

interface Spoken {
  readonly locale: string
  /** Its words, and those of what the server says; nothing: the source's. */
  readonly load?: () => Promise<readonly [Catalogue, Pick<Catalogue, 'sentences'>]>
}

const languages: Readonly<Record<Language, Spoken>> = {
  en: { locale: 'en-GB' },
  de: {
    locale: 'de-DE',
    load: async () => {
      const [own, server] = await Promise.all([
        import('./languages/de.json'),
        import('@bellwether/contract/languages/de.json'),
      ])
      return [own.default, server.default]
    },
  },
}

const rightToLeft = ['ar', 'he', 'fa', 'ur']

/** Where a browser keeps the language its reader chose. */
const languageKey = 'bellwether.language'

/** The languages of the console, each by its own name. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const

/** What the reader chose on this device; null: what the browser asks for. */
export function keptLanguage(): string | null {
  try {
    return localStorage.getItem(languageKey)
  } catch {
    // A browser may keep nothing for anybody.
    return null
  }
}

/** Keeps the choice and speaks it from the next moment on. */
export function chooseLanguage(language: string | null): void {
  if (language === null) localStorage.removeItem(languageKey)
  else localStorage.setItem(languageKey, language)
  window.location.reload()
}

const isSpoken = (tag: string): tag is Language => Object.hasOwn(languages, tag)

/** The language in which the reader is spoken to. */
export function chosenLanguage(): Language {
  const wanted = [keptLanguage() ?? '', ...navigator.languages]
  return wanted.map((tag) => tag.split('-')[0] ?? '').find(isSpoken) ?? 'en'
}

/** Speaks the language of the reader; a change of it takes a reload. */
export async function speakChosenLanguage(): Promise<void> {
  const language = chosenLanguage()
  const { locale, load } = languages[language]
  try {
    if (load) speak(...(await load()), locale)
  } catch {
    // What cannot be fetched is said in English.
  }
  document.documentElement.lang = language
  document.documentElement.dir = rightToLeft.includes(language) ? 'rtl' : 'ltr'
}
