import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from '../contract/openapi.ts'

const path = 'docs/openapi.json'
const printed = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`

/** Whether the printed document is what the contract says today. */
export function checkOpenApi(root: string): string[] {
  if (readFileSync(join(root, path), 'utf8') === printed()) return []
  return [`${path} is not what the contract says: run \`npm run openapi\` and look at the difference.`]
}

if (import.meta.main) writeFileSync(path, printed())
