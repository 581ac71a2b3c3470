import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { importRules } from './import-rules.ts'

export interface ImportFindings {
  /** Files that were read: a guard that looked at nothing has found nothing. */
  readonly modules: number
  readonly violations: readonly { rule: string; from: string; to: string; comment: string }[]
}

/** Reads every import below these folders of `root` and holds it against the import rules. */
export async function checkImports(root: string, folders: readonly string[]): Promise<ImportFindings> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      // The compiler that the project uses is not one that the cruiser can load.
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: { forbidden: [...importRules] },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'], extensions: ['.ts', '.tsx', '.js'] },
  )
  const { modules, summary } = output as ICruiseResult
  const comments = new Map(importRules.map((rule) => [rule.name, rule.comment ?? '']))
  return {
    modules: modules.filter((one) => folders.some((folder) => one.source.startsWith(`${folder}/`))).length,
    violations: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
      comment: comments.get(rule.name) ?? '',
    })),
  }
}
