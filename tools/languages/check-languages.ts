import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, isKnownAgain } from '../../contract/said.ts'
import { readSaid } from './read-said.ts'
import { readWords } from './read-words.ts'

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

/** Every sentence of the console and of the server can be translated, and each further language is whole. */
export const checkLanguages = (root: string): string[] => [...checkConsole(root), ...checkServer(root)]

/** What the demo's people say is theirs. */
const speaks = (path: string): boolean => isModule(path) && !/^(?:demo|testing)\/|\.builders\.ts$/.test(path)

function checkServer(root: string): string[] {
  const findings: string[] = []
  const said = { sentences: new Set<string>(), plurals: new Set<string>() }
  const fixed = knownToConsole(root)
  for (const part of ['server', 'contract']) {
    for (const path of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).filter(speaks)) {
      const { sentences, kept, bare } = readSaid(path, readFileSync(join(root, part, path), 'utf8'))
      for (const one of sentences) said.sentences.add(one)
      for (const one of kept)
        if (!isKnownAgain(one)) findings.push(`${part}/${path}: “${one}” says too little to be known again.`)
      for (const { line, text } of bare)
        if (part === 'server' || !fixed.has(text)) findings.push(`${part}/${path}:${line}: say “${text}” by said.`)
    }
  }
  const folder = join(root, 'contract', 'languages')
  for (const file of readdirSync(folder)) {
    const { sentences } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Catalogue
    findings.push(
      ...faultsOf({ sentences, plurals: {} }, said, '').map((fault) => `contract/languages/${file}: ${fault}`),
    )
  }
  return findings
}

/** What the contract says in fixed words is looked up as it comes, where every language of the console has it. */
function knownToConsole(root: string): ReadonlySet<string> {
  const folder = join(root, 'console', 'ui', 'languages')
  return readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Catalogue)
    .map(({ sentences }) => new Set(Object.keys(sentences)))
    .reduce((all, one) => all.intersection(one))
}

function checkConsole(root: string): string[] {
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
