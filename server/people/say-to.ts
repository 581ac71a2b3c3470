import german from '@bellwether/contract/languages/de.json' with { type: 'json' }
import type { Language } from '@bellwether/contract/people.ts'
import { said, type Say, sayIn, translator } from '@bellwether/contract/said.ts'

interface Spoken {
  /** In which days and times are written. */
  readonly locale: string
  readonly say: Say
  readonly translate: (english: string) => string
}

const languages: Readonly<Record<Language, Spoken>> = {
  en: { locale: 'en-GB', say: said, translate: (english) => english },
  de: { locale: 'de-DE', say: sayIn({ ...german, plurals: {} }), translate: translator(german) },
}

interface Reader {
  readonly language: Language
}

/** Says the sentences of a mail to somebody on staff in their language. */
export const sayTo = ({ language }: Reader): Say => languages[language].say

/** Says to somebody on staff what was kept in English: said`It goes on in #${number}.` */
export const translateTo = ({ language }: Reader): ((english: string) => string) => languages[language].translate

/** The locale of the days and times in a mail to somebody on staff. */
export const localeOf = ({ language }: Reader): string => languages[language].locale
