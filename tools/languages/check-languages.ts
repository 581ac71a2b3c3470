import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWords } from './read-words.ts'

interface Catalogue {
  readonly sentences: Readonly<Record<string, string>>
  readonly plurals: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const isModule = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !/^(?:dist|build|node_modules)\//.test(path)

const isStyle = (path: string): boolean => path.endsWith('.css') && !/^(?:dist|node_modules)\//.test(path)

/** Lines that name left or right, which is the other side for who reads from right to left. */
export const sidedLines = (style: string): number[] =>
  style
    .split('\n')
    .flatMap((line, at) =>
      /\b(?:margin|padding|border)-(?:left|right)\b|^\s*(?:left|right):|text-align: (?:left|right)/.test(line)
        ? [at + 1]
        : [],
    )

/** Lines that say something which no language can. */
export const sayingLines = (style: string): number[] =>
  style.split('\n').flatMap((line, at) => (/\bcontent:\s*(['"])(?=[^'"]*\p{L}{2})/u.test(line) ? [at + 1] : []))

/** Every sentence of the console can be translated, and each further language is whole. */
export function checkLanguages(root: string): string[] {
  const folder = join(root, 'console')
  const findings: string[] = []
  const said = { sentences: new Set<string>(), plurals: new Set<string>() }
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isModule)) {
    const { sentences, plurals, bare } = readWords(path, readFileSync(join(folder, path), 'utf8'))
    for (const one of sentences) said.sentences.add(one)
    for (const one of plurals) said.plurals.add(one)
    for (const { line, text } of bare) findings.push(`console/${path}:${line}: say “${text}” by t or tx.`)
  }
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isStyle)) {
    const style = readFileSync(join(folder, path), 'utf8')
    for (const line of sidedLines(style))
      findings.push(`console/${path}:${line}: name the side by where reading starts, as in margin-inline-start.`)
    for (const line of sayingLines(style))
      findings.push(`console/${path}:${line}: say it by t in an attribute, and show it by attr().`)
  }
  for (const file of readdirSync(join(folder, 'ui', 'languages'))) {
    const catalogue = JSON.parse(readFileSync(join(folder, 'ui', 'languages', file), 'utf8')) as Catalogue
    findings.push(
      ...faultsOf(catalogue, said, contractText(root)).map((fault) => `console/ui/languages/${file}: ${fault}`),
    )
  }
  return findings
}

/** The contract says fixed words, too, which are looked up as they come. */
const contractText = (root: string): string =>
  readdirSync(join(root, 'contract'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'contract', name), 'utf8'))
    .join('\n')

interface Said {
  readonly sentences: ReadonlySet<string>
  readonly plurals: ReadonlySet<string>
}

/** What a language lacks, has for nothing, or says without a value that it is given. */
export function faultsOf({ sentences, plurals }: Catalogue, said: Said, contract: string): string[] {
  const known = new Set(Object.keys(sentences))
  const missing = [...said.sentences.difference(known), ...said.plurals.difference(new Set(Object.keys(plurals)))]
  const idle = [...known.difference(said.sentences)].filter((one) => !contract.includes(one))
  const uneven = Object.entries(sentences).filter(([english, other]) => valuesIn(english) !== valuesIn(other))
  const uncounted = Object.entries(plurals).filter(([, forms]) => forms['other']?.includes('{0}') !== true)
  return [
    ...missing.map((one) => `“${one}” is missing.`),
    ...idle.map((one) => `“${one}” is said nowhere.`),
    ...uneven.map(([english]) => `“${english}” has other values than its English.`),
    ...uncounted.map(([english]) => `“${english}” does not say how many.`),
  ]
}

const valuesIn = (sentence: string): string => [...new Set(sentence.match(/\{\d+\}/g))].toSorted().join('')
