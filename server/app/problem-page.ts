import '@bellwether/contract/all-routes.ts'
import { allProblemKinds } from '@bellwether/contract/problem.ts'

/** The page behind a problem's `type`: what it means and what to do. */
export function problemPage(slug: string): string | undefined {
  const kind = allProblemKinds().find((one) => one.slug === slug)
  return (
    kind &&
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${kind.title}</title><style>body{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>${kind.title}</h1><p>${kind.remedy}</p><p><small>HTTP status ${kind.status}, type <code>/problems/${kind.slug}</code></small></p></html>`
  )
}
