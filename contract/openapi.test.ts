import { expect, test } from 'vitest'
import { allRoutes } from './all-routes.ts'
import { openApiDocument } from './openapi.ts'

const document = openApiDocument() as {
  openapi: string
  components: { schemas: Record<string, unknown> }
  paths: Record<string, Record<string, { operationId: string }>>
}

test('every route is an operation of OpenAPI 3.1, once', () => {
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId))
  expect(operations.toSorted()).toEqual(allRoutes.map(({ name }) => name).toSorted())
})

test('every reference leads to a schema', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference ?? '',
  )
  expect(references.length).toBeGreaterThan(50)
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect([...new Set(references)].filter((reference) => !known.includes(reference))).toEqual([])
})

test('a route stands under the name of its module', () => {
  const elsewhere = allRoutes.filter(({ module, route }) => !`${route.path}/`.startsWith(`/api/${module}/`))
  expect(elsewhere.map(({ name }) => name)).toEqual(['getHealth'])
})
