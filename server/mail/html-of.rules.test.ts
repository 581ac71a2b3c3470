import { expect, test } from 'vitest'
import { growsByItsSquare } from '../testing/processor-time.ts'
import { htmlOf } from './html-of.rules.ts'

const link = 'https://desk.test/asked/abc?x=1&y=2'

test('a line that is a name and the link is a button, and only that', () => {
  const html = htmlOf('Why?\n\nAnswer:    {link}\nNot us:    {link}?do=decline\n\nSee {link} for more.\n', link)
  expect(html.match(/<a [^>]*>[^<]*<\/a>/g)).toEqual([
    expect.stringMatching(/href="https:\/\/desk\.test\/asked\/abc\?x=1&amp;y=2" style.*background.*>Answer<\/a>$/),
    expect.stringMatching(/y=2\?do=decline" style.*>Not us<\/a>$/),
    `<a href="https://desk.test/asked/abc?x=1&amp;y=2">https://desk.test/asked/abc?x=1&amp;y=2</a>`,
  ])
  expect(html).toContain('<p>Why?</p>')
  expect(htmlOf('- theirs: https://desk.test/e?a=1&b=<2', link)).toContain(
    '<a href="https://desk.test/e?a=1&amp;b=&lt;2">',
  )
  expect(htmlOf('Read it here:\n\n{link}\n', link)).toContain('>Open</a>')
})

test('words of strangers are words, and quoted ones no button', () => {
  expect(htmlOf('> https://desk.test/a\nSee https://other.test/b', link)).not.toContain('<a ')
  const html = htmlOf(
    '<img src=x onerror=alert(1)> "&\'\n> Pay: {link}\n> </blockquote><script>\n\nAnswer: {link}"x',
    link,
  )
  expect(html).not.toMatch(/<(?:img|script)/)
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&amp;&#39;')
  expect(html.match(/style="[^"]*inline-block[^"]*"/g)).toHaveLength(1)
  expect(html).toContain('y=2&quot;x"')
})

test.each([':', ' ', '>\n', 'a: {link}\n', '\n', '{link', 'a:', '<', 'https://desk.test/'])(
  'of %j again and again the time grows with the text',
  (piece) => {
    const work = (length: number) => {
      const text = piece.repeat(length / piece.length)
      return () => void htmlOf(text, link)
    }
    expect(growsByItsSquare(work(100_000), work(200_000))).toBe(false)
  },
)
