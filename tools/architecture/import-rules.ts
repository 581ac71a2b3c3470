import type { IForbiddenRuleType } from 'dependency-cruiser'

/** What each module of the server may import besides itself, always through front doors. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  customers: ['platform'],
  pager: ['platform'],
  evidence: ['platform'],
  signals: ['platform', 'evidence', 'pager'],
  desk: ['platform', 'customers', 'pager', 'evidence'],
  incidents: ['platform', 'customers', 'pager', 'evidence', 'signals', 'desk'],
}

// Tests and builders reach into what they test; the demo and the tools are not modules.
const outsideRules = String.raw`\.(test|builders)\.tsx?$`

function moduleRules([name, allowed]: [string, readonly string[]]): IForbiddenRuleType[] {
  const from = { path: `^server/${name}/`, pathNot: outsideRules }
  const doors = allowed.map((one) => (one === 'platform' ? '^server/platform/' : `^server/${one}/${one}\\.ts$`))
  return [
    {
      name: `${name}-imports`,
      severity: 'error',
      comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other module'}, by the front door.`,
      from,
      to: { path: '^server/', pathNot: [`^server/${name}/`, ...doors] },
    },
  ]
}

/** The import rules of the project; each has a planted violation. */
export const importRules: readonly IForbiddenRuleType[] = [
  ...Object.entries(mayImport).flatMap(moduleRules),
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
    comment: 'Two files that need each other are one file, or hide a third. Types may refer to each other.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
]
