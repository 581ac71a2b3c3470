import { expect, test } from 'vitest'
import { unescapeValue, parameterLiteral } from './parameter-literal.ts'
import { readEngineRequest } from './engine-request.ts'
import { readStatement, replacePlaceholders } from './read-statement.ts'

test.each([
  ["select 'x settings y=1 format CSV'", { settings: '', format: undefined }],
  ['select 1 settings max_threads=2 format JSONEachRow', { settings: 'max_threads=2', format: 'JSONEachRow' }],
  ['select 1 format JSONEachRow settings max_threads = 2;', { settings: 'max_threads = 2', format: 'JSONEachRow' }],
  ['select 1 -- format CSV\n', { settings: '', format: undefined }],
  ['select settings, format from t', { settings: '', format: undefined }],
  ['select (select 1 settings a=1) format CSV', { settings: '', format: 'CSV' }],
  ['/* set x */ with 1 as a select a', { verb: 'with' }],
])('clauses are found past strings, comments and names: %s', (sql, expected) => {
  expect(readStatement(sql)).toMatchObject(expected)
})

test('a second statement is refused, a closing semicolon is not', () => {
  expect(() => readStatement('select 1; select 2')).toThrow('one statement')
  expect(readStatement("select ';' ;").text).toBe("select ';'")
})

test.each(['set max_threads=1', '/* a */ SET x = 1', 'use other', 'attach table t', 'kill query where 1'])(
  'a statement that could leave something behind is refused: %s',
  (sql) => expect(() => readEngineRequest(sql, new URLSearchParams())).toThrow('is refused'),
)

test('placeholders inside strings and comments stay as they are', () => {
  const sql = "select '{a:String}' /* {a:String} */, {a:String}, {'k': 1}"
  expect(replacePlaceholders(sql, (name, type) => `<${name} ${type}>`)).toBe(
    "select '{a:String}' /* {a:String} */, <a String>, {'k': 1}",
  )
})

test('a value cannot leave its literal', () => {
  expect(unescapeValue(String.raw`it\'s\t\\n`)).toBe("it's\t\\n")
  expect(parameterLiteral(String.raw`a\\' or 1=1 --`, 'String')).toBe(String.raw`CAST('a\\\' or 1=1 --', 'String')`)
  expect(() => parameterLiteral('1', "String') or ('")).toThrow('not understood')
  expect(() => parameterLiteral(String.raw`\N`, 'String')).toThrow('NULL')
})

test('settings become part of the one select, its own clause wins', () => {
  const search = new URLSearchParams({ max_threads: '2', max_execution_time: '5' })
  const asked = readEngineRequest('select 1 settings max_threads=1 format CSV', search)
  expect(asked).toEqual({
    kind: 'select',
    format: 'CSV',
    sql: 'select 1 SETTINGS max_threads=1, max_execution_time=5, max_memory_usage=4000000000',
  })
})

test('what is not understood is refused rather than ignored', () => {
  expect(() => readEngineRequest('select 1', new URLSearchParams({ session_id: 'a' }))).toThrow('session_id')
  expect(() => readEngineRequest('select 1', new URLSearchParams({ database: 'other' }))).toThrow('database')
  expect(() => readEngineRequest('select {a:String}', new URLSearchParams())).toThrow('has no value')
})
