import { expect, test } from 'vitest'
import { csvLine } from './csv.rules.ts'

test.each([
  [['plain', 3, null, new Date(0)], 'plain,3,,1970-01-01T00:00:00.000Z\r\n'],
  [['a,b', 'say "so"', 'two\nlines'], '"a,b","say ""so""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'], "'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'\rx\"\r\n"],
  [['=HYPERLINK("http://evil.test","ok")'], '"\'=HYPERLINK(""http://evil.test"",""ok"")"\r\n'],
  [['1 = 1', 'a-b'], '1 = 1,a-b\r\n'],
])('%j is one line', (cells, line) => {
  expect(csvLine(cells)).toBe(line)
})
