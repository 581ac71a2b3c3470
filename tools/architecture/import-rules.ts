import type { IForbiddenRuleType } from 'dependency-cruiser'
import { platformFiles } from './platform-files.ts'

/** The modules of the server, from the ground up: each may call those on the levels below its own, and no other. */
const levels: readonly (readonly string[])[] = [
  ['platform'],
  ['people', 'installation'],
  ['customers', 'mail'],
  ['pager', 'evidence'],
  ['desk', 'signals'],
  ['probes'],
  ['incidents'],
  ['privacy'],
]

// Tests and builders reach into what they test; the demo and the tools are not modules.
const outsideRules = String.raw`\.(test|builders)\.tsx?$`

const doorsOf = (name: string): readonly string[] =>
  name === 'platform'
    ? platformFiles.map((file) => `^server/platform/${file.replaceAll('.', String.raw`\.`)}$`)
    : [String.raw`^server/${name}/${name}\.ts$`]

function moduleRule(name: string, below: readonly string[]): IForbiddenRuleType {
  const doors = below.flatMap(doorsOf)
  return {
    name: `${name}-imports`,
    severity: 'error',
    comment: `${name} may call ${below.length > 0 ? below.join(', ') : 'no other module'}, by the front door; of the platform what platform-files.ts lists.`,
    from: { path: `^server/${name}/`, pathNot: outsideRules },
    to: { path: '^server/', pathNot: [`^server/${name}/`, ...doors] },
  }
}

const moduleRules = levels.flatMap((level, height) => {
  const below = levels.slice(0, height).flat()
  return level.map((name) => moduleRule(name, below))
})

/** Files that a module outside the server's own start may reach only through front doors. */
const innerFile = String.raw`^server/(?!platform/|app/|commands/|testing/|demo/)(\w+)/(?!\1\.ts$|\1\.routes\.ts$)`

/** The import rules of the project; each has a planted violation. */
export const importRules: readonly IForbiddenRuleType[] = [
  ...moduleRules,
  {
    name: 'app-by-front-doors',
    severity: 'error',
    comment: 'What starts the modules knows them by their front doors and their routes.',
    from: { path: '^server/(app|commands)/', pathNot: outsideRules },
    to: { path: innerFile },
  },
  {
    name: 'contract-stands-alone',
    severity: 'error',
    comment: 'The contract is what server and console agree on: it imports zod and itself.',
    from: { path: '^contract/', pathNot: outsideRules },
    to: { pathNot: ['^contract/', '(^|/)zod(/|$)'] },
  },
  {
    name: 'console-speaks-contract',
    severity: 'error',
    comment: 'The console knows the server by the contract alone.',
    from: { path: '^console/' },
    to: { path: '^(server|tools|stories|bench)/' },
  },
  {
    name: 'console-features-apart',
    severity: 'error',
    comment: 'Features of the console are composed in console/app and never import each other.',
    from: { path: '^console/(?!app/|ui/)([^/]+)/' },
    to: { path: '^console/[^/]+/', pathNot: ['^console/$1/', '^console/ui/'] },
  },
  {
    name: 'console-ui-knows-no-product',
    severity: 'error',
    comment: 'console/ui is the design system: no feature, no page.',
    from: { path: '^console/ui/' },
    to: { path: '^console/(?!ui/)[^/]+/' },
  },
  {
    name: 'demo-uses-public-intakes',
    severity: 'error',
    comment: 'The demo company speaks to the server as customers and exporters do.',
    from: { path: '^server/demo/', pathNot: outsideRules },
    to: { path: '^server/', pathNot: '^server/demo/' },
  },
  {
    name: 'product-without-tests',
    severity: 'error',
    comment: 'Nothing that is shipped needs what tests need.',
    from: { path: '^(server|console|contract)/', pathNot: [outsideRules, '^server/testing/'] },
    to: { path: ['^server/testing/', outsideRules] },
  },
  {
    name: 'routes-ask-verbs',
    severity: 'error',
    comment: 'A route calls verbs: a permission, a rule or a query in it would be in the wrong room.',
    from: { path: String.raw`^server/.*\.routes\.ts$`, pathNot: '^server/app/' },
    to: { path: [String.raw`\.store\.ts$`, '^server/platform/permissions\\.ts$'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-cycle',
    severity: 'error',
    comment: 'Two files that need each other, if only for a type, are one file, or hide a third.',
    from: {},
    to: { circular: true },
  },
]
