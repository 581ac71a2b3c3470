import { plainLetters } from '@bellwether/contract/plain-letters.ts'

/** Who can be mentioned: a person by name or by a first name that is theirs alone, a team by name or slug. */
export interface Directory {
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly teams: readonly { readonly id: string; readonly name: string; readonly slug: string }[]
}

/** Whom a text mentions; each once. */
export interface Mentioned {
  readonly people: ReadonlySet<string>
  readonly teams: ReadonlySet<string>
}

type Target = { readonly person: string } | { readonly team: string }

/** So many are looked at: a text of nothing but `@` is no mention. */
const mentionsMax = 100

/** Code, and what somebody else said, mention nobody. */
const quoted = /^(```|~~~)[^]*?(?:^\1|$(?![^]))|`[^`\n]*`|^[ \t]*>.*$/gm

/** `@Ana Lee`, `@ana`, `@network`: the longest name that stands there counts, and an address (`ana@network.test`) mentions nobody. */
export function mentionedBy(text: string, directory: Directory): Mentioned {
  const names = namesOf(directory)
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length)
  const letters = plainLetters(text.replaceAll(quoted, ' '))
  const [people, teams] = [new Set<string>(), new Set<string>()]
  let count = 0
  for (const { index } of letters.matchAll(/(?<![\p{L}\p{N}_.@/-])@(?=[\p{L}\p{N}])/gu)) {
    if ((count += 1) > mentionsMax) break
    const name = longestFirst.find((one) => isAt(letters, index + 1, one))
    const target = name === undefined ? undefined : names.get(name)
    if (target === undefined) continue
    if ('person' in target) people.add(target.person)
    else teams.add(target.team)
  }
  return { people, teams }
}

/** A path, an address or a longer word begins like a name. */
const isAt = (letters: string, at: number, name: string): boolean =>
  letters.startsWith(name, at) &&
  !/^(?:[\p{L}\p{N}_/@-]|\.[\p{L}\p{N}])/u.test(letters.slice(at + name.length, at + name.length + 4))

/** By which name whom; one that two share mentions neither of them. */
function namesOf({ people, teams }: Directory): Map<string, Target> {
  const all: [name: string, target: Target][] = [
    ...people.map(({ id, name }): [string, Target] => [name, { person: id }]),
    ...teams.flatMap(({ id, name, slug }): [string, Target][] =>
      [...new Set([plainLetters(name), slug])].map((one) => [one, { team: id }]),
    ),
  ]
  const whole = alone(all)
  const first = alone(people.map(({ id, name }) => [name.split(/\s/)[0] ?? '', { person: id }]))
  return new Map([...first, ...whole])
}

function alone(all: readonly (readonly [name: string, target: Target])[]): Map<string, Target> {
  const byName = Map.groupBy(all, ([name]) => plainLetters(name))
  return new Map(
    [...byName].flatMap(([name, [one, ...others]]) =>
      name !== '' && one && others.length === 0 ? [[name, one[1]] as const] : [],
    ),
  )
}
