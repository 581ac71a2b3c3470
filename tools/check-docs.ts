import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const documents = ['*.md', 'docs/**/*.md']
const pathInCode = /^(?:server|contract|console|stories|browser-tests|bench|tools|docs|\.ci)\/[\w./-]+$/

/** Dead links, paths that are gone and commands that do not exist, in every document. */
export function checkDocs(root: string): string[] {
  const commands = knownCommands(root)
  return globSync(documents, { cwd: root }).flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const cited = [...linksOf(text, dirname(document)), ...codeOf(text).filter((code) => pathInCode.test(code))]
    return [
      ...cited.filter((path) => !existsSync(join(root, path))).map((path) => `${document} cites ${path}: not there`),
      ...commandsOf(text)
        .filter((command) => !commands.has(command))
        .map((command) => `${document} says \`${command}\`: there is no such command`),
    ]
  })
}

const linksOf = (text: string, folder: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) => join(folder, path ?? ''))

const codeOf = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '')

/** `npm start`, `npm run x`, `npm run bench -- x` and `npx bellwether x`, wherever they stand. */
function commandsOf(text: string): string[] {
  const found = text.matchAll(
    /\bnpm (?:start|test)\b|\bnpm run bench -- [a-z-]+|\bnpm run [a-z-]+|\bnpx bellwether(?: [a-z-]+)?/g,
  )
  return [...new Set([...found].map(([command]) => command))]
}

/** Read off the project itself: its scripts, its benchmarks, and what the command line says of itself. */
function knownCommands(root: string): ReadonlySet<string> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const help = spawnSync('node', ['server/bellwether.ts', 'help'], { cwd: root, encoding: 'utf8' }).stdout
  return new Set([
    ...Object.keys(scripts).flatMap((name) => [`npm ${name}`, `npm run ${name}`]),
    ...globSync('bench/*.ts', { cwd: root }).map((path) => `npm run bench -- ${path.slice(6, -3)}`),
    ...[...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => `npx bellwether ${name}`),
    'npx bellwether',
    'npx bellwether help',
  ])
}
