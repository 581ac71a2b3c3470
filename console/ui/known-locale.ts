/**
 * Some systems give a browser a locale that is none, e.g. `en-US@posix`, and `Intl` throws at it. Libraries
 * read `navigator.language` while they load, so this module is loaded before them.
 */
const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1
  } catch {
    return false
  }
}

const known = navigator.languages.filter(isLocale)
if (!isLocale(navigator.language) || known.length < navigator.languages.length) {
  const languages = known.length > 0 ? known : ['en-GB']
  Object.defineProperties(navigator, {
    language: { value: languages[0], configurable: true },
    languages: { value: languages, configurable: true },
  })
}

export {}
