import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkImports } from './check-imports.ts'
import { checkVerbs, findVerbs } from './check-verbs.ts'
import { importRules } from './import-rules.ts'
import { plantedImports, plantedVerbs } from './planted-violations.ts'
import { readFunctions } from './read-functions.ts'

const folders = ['contract', 'server', 'console', 'stories', 'tools', 'bench', 'browser-tests']

/** Fewer than these, and the guard has stopped to look. */
const modulesMin = 600
const verbsMin = 100

/** Every broken rule of the architecture, in words; and first whether each guard finds what is planted for it. */
export async function checkArchitecture(root: string): Promise<string[]> {
  return [...(await missedPlants()), ...(await brokenImports(root)), ...brokenVerbs(root)]
}

async function brokenImports(root: string): Promise<string[]> {
  const { modules, violations } = await checkImports(root, folders)
  process.stdout.write(`  ${modules} modules follow ${importRules.length} import rules\n`)
  return [
    ...(modules < modulesMin ? [`Only ${modules} modules were read; at least ${modulesMin} are expected.`] : []),
    ...violations.map(({ rule, from, to, comment }) => `${from} imports ${to} (${rule}): ${comment}`),
  ]
}

function brokenVerbs(root: string): string[] {
  const paths = globSync('server/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] })
  const files = paths
    .filter((path) => !/\.(test|builders)\.ts$|^server\/testing\//.test(path))
    .map((path) => readFunctions(path, readFileSync(join(root, path), 'utf8')))
  const verbs = findVerbs(files).length
  process.stdout.write(`  ${verbs} verbs ask for a permission first and audit what they write\n`)
  return [
    ...(verbs < verbsMin ? [`Only ${verbs} verbs were found; at least ${verbsMin} are expected.`] : []),
    ...checkVerbs(files).map(({ rule, file, detail }) => `${file}: ${detail} (${rule})`),
  ]
}

async function missedPlants(): Promise<string[]> {
  const unplanted = importRules.filter(({ name }) => !(name! in plantedImports))
  const missed = unplanted.map(({ name }) => `The rule ${name} has no planted violation.`)
  for (const [rule, trees] of Object.entries(plantedImports))
    for (const files of trees) {
      const { violations } = await inPlantedTree(files, (root) => checkImports(root, topFolders(files)))
      if (violations.length === 0 || violations.some((one) => one.rule !== rule))
        missed.push(missedPlant(rule, violations))
    }
  for (const [rule, trees] of Object.entries(plantedVerbs))
    for (const files of trees) {
      const found = checkVerbs(Object.entries(files).map(([path, source]) => readFunctions(path, source)))
      if (found.length === 0 || found.some((one) => one.rule !== rule)) missed.push(missedPlant(rule, found))
    }
  return missed
}

const missedPlant = (rule: string, found: readonly { rule: string }[]): string =>
  `What was planted for ${rule} was seen as: ${found.map((one) => one.rule).join(', ') || 'nothing'}.`

const topFolders = (files: Readonly<Record<string, string>>): string[] => [
  ...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? '')),
]

async function inPlantedTree<T>(
  files: Readonly<Record<string, string>>,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'bw-planted-'))
  try {
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), source)
    }
    return await work(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
