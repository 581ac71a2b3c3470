import type { Mapping } from '@bellwether/contract/pager.ts'

/** A mapping as the form holds it; empty: it is looked for by itself. */
export interface MappingValues {
  title: string
  key: string
  severity: string
  critical: string[]
  warning: string[]
  info: string[]
  resolvedAt: string
  resolvedIs: string[]
  body: string
}

const nothing: MappingValues = {
  title: '',
  key: '',
  severity: '',
  critical: [],
  warning: [],
  info: [],
  resolvedAt: '',
  resolvedIs: [],
  body: '',
}

export function valuesOf(mapping: Mapping | null): MappingValues {
  if (mapping === null) return nothing
  const { title, key, severity, words, resolvedWhen, body } = mapping
  const { critical, warning, info } = words
  const { at: resolvedAt, is: resolvedIs } = resolvedWhen ?? { at: '', is: [] }
  const texts = { title: title ?? '', key: key ?? '', severity: severity ?? '', body: body ?? '' }
  return { ...texts, critical, warning, info, resolvedAt, resolvedIs }
}

const said = (text: string): string | null => (text.trim() === '' ? null : text)

/** null: nothing is said, so that everything is looked for by itself. */
export function mappingOf(values: MappingValues): Mapping | null {
  const { critical, warning, info, resolvedAt, resolvedIs } = values
  const at = said(resolvedAt)
  const mapping: Mapping = {
    title: said(values.title),
    key: said(values.key),
    severity: said(values.severity),
    words: { critical, error: [], warning, info },
    resolvedWhen: at === null ? null : { at, is: resolvedIs },
    body: said(values.body),
  }
  const isEmpty = [mapping.title, mapping.key, mapping.severity, mapping.resolvedWhen, mapping.body].every(
    (part) => part === null,
  )
  return isEmpty && [...critical, ...warning, ...info].length === 0 ? null : mapping
}

/** The field that a pointer of a refusal means: `/mapping/resolvedWhen/is/0` is `resolvedIs`. */
export function fieldAt(pointer: string): string | undefined {
  const [first, part, inner] = pointer.replace(/^#?\/(?:body\/)?/, '').split('/')
  if (first === 'sample') return 'sample'
  if (first !== 'mapping' || part === undefined) return undefined
  if (part === 'resolvedWhen') return inner === 'is' ? 'resolvedIs' : 'resolvedAt'
  return part === 'words' ? inner : part
}
