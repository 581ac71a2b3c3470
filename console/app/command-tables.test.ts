import { describe, expect, test } from 'vitest'
import { commandTables, scopesTogether } from './command-tables.ts'

const all = commandTables.flatMap((table) => table.commands.map((command) => ({ ...command, scope: table.scope })))

describe('command tables', () => {
  test.each(scopesTogether.map((scopes) => [scopes.join(', '), scopes] as const))(
    'no two commands share keys in %s',
    (_, scopes) => {
      const presses = all.filter((command) => scopes.includes(command.scope)).flatMap((command) => command.keys ?? [])
      expect(presses.filter((press, at) => presses.indexOf(press) !== at)).toEqual([])
    },
  )

  test.each(scopesTogether.map((scopes) => [scopes.join(', '), scopes] as const))(
    'no key hides a two-press command in %s',
    (_, scopes) => {
      const presses = all.filter((command) => scopes.includes(command.scope)).flatMap((command) => command.keys ?? [])
      const firsts = presses.filter((press) => press.includes(' ')).map((press) => press.split(' ')[0])
      expect(presses.filter((press) => firsts.includes(press))).toEqual([])
    },
  )

  test('every command has a title and a section, and no two share an id', () => {
    for (const command of all) expect(`${command.title}|${command.section}`).toMatch(/^\S.+\|\S+/)
    expect(new Set(all.map((command) => command.id)).size).toBe(all.length)
  })

  test('every scope appears among those that are on together', () => {
    for (const table of commandTables) expect(scopesTogether.flat()).toContain(table.scope)
  })
})
