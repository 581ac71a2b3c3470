import { type Catalogue, speak } from './words.ts'

interface Spoken {
  readonly locale: string
  readonly load: () => Promise<Catalogue>
}

const languages: Readonly<Record<string, Spoken>> = {
  en: { locale: 'en-GB', load: async () => ({ sentences: {}, plurals: {} }) },
  de: { locale: 'de-DE', load: async () => (await import('./languages/de.json')).default },
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

function chosenLanguage(): string {
  const wanted = [keptLanguage() ?? '', ...navigator.languages]
  return wanted.map((tag) => tag.split('-')[0] ?? '').find((tag) => Object.hasOwn(languages, tag)) ?? 'en'
}

/** Speaks the language of the reader; a change of it takes a reload. */
export async function speakChosenLanguage(): Promise<void> {
  const language = chosenLanguage()
  const spoken = languages[language]
  try {
    if (spoken !== undefined) speak(await spoken.load(), spoken.locale)
  } catch {
    // What cannot be fetched is said in English.
  }
  document.documentElement.lang = language
  document.documentElement.dir = rightToLeft.includes(language) ? 'rtl' : 'ltr'
}
