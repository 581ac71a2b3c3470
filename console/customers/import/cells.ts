/** Several in one cell stand between commas, semicolons, bars, spaces or line ends. */
export function sitesIn(cell: string): string[] {
  const words = cell.split(/[\s,;|]+/).filter((word) => word !== '')
  return [...new Set(words.map(hostnameOf))]
}

/** `@Acme.example` is `acme.example`. */
export const mailDomainsIn = (cell: string): string[] => [
  ...new Set(
    cell
      .toLowerCase()
      .split(/[\s,;|]+/)
      .map((word) => word.replace(/^@/, ''))
      .filter((word) => word !== ''),
  ),
]

/** `https://Shop.example/path` is `shop.example`. */
const hostnameOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:?#].*$/, '')
    .replace(/\.$/, '')

/** `Vera <vera@m.example>; bo@m.example`; a name of its own column is that of one without. */
export function contactsIn(cell: string, name: string): { name: string; email: string }[] {
  const parts = cell.split(/[,;|\n]/).map((part) => part.trim())
  const contacts = parts.filter((part) => part !== '').flatMap((part) => contactOf(part, name))
  return [...new Map(contacts.map((contact) => [contact.email.toLowerCase(), contact])).values()]
}

interface WholeContact {
  readonly name: string
  readonly email: string
  readonly otherEmails: string[]
}

/** One in each line with all their addresses, as they are shown to be edited: there a comma is part of a name. */
export const contactsInLines = (text: string): WholeContact[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => contactOf(line, ''))
    .map(({ name, email: all }) => {
      const [email = '', ...otherEmails] = all.split(/[\s,;]+/).filter((one) => one !== '')
      return { name: name === all ? email : name, email, otherEmails }
    })

function contactOf(part: string, name: string): { name: string; email: string }[] {
  const start = part.lastIndexOf('<')
  if (start !== -1 && part.endsWith('>')) {
    const email = part.slice(start + 1, -1).trim()
    const own = part.slice(0, start).replaceAll('"', '').trim()
    return [{ name: own || name || email, email }]
  }
  // Addresses alone may stand between spaces as well.
  return part.split(/\s+/).map((email) => ({ name: name || email, email }))
}
