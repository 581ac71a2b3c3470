import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailHtmlOf, writtenTokens } from './written-text.ts'

describe('a text of ours', () => {
  test.each([
    'Hello Vera,\n\nit is mended now.\nSee https://status.example.com/x?a=1&b=2 and ask again.\n\nAna',
    '2 * 3 is 6, and a_b_c is a name, 5 > 4',
    'It costs 3.50, see item 7).',
    '',
  ])('without any format needs no HTML: %j', (text) => expect(mailHtmlOf(text)).toBeUndefined())

  test.each([
    ['**now**', '<strong>now</strong>'],
    ['Run `dig x`', '<code style="[^"]*">dig x</code>'],
    ['```sh\ncurl -v "a" && b\n```', '<pre style="[^"]*">curl -v &quot;a&quot; &amp;&amp; b\n</pre>'],
    ['    GET / <b>', '<pre style="[^"]*">GET / &lt;b&gt;\n</pre>'],
    ['- one\n- two', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
    ['3. one\n4. two', '<ol start="3">'],
    [
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '<td style="text-align:right;border[^"]*">2</td>|<td style="[^"]*text-align:right[^"]*">2</td>',
    ],
    ['> quoted', '<blockquote style="[^"]*">'],
    ['[docs](https://docs.example.com/a?b=1)', '<a href="https://docs.example.com/a\\?b=1">docs</a>'],
    ['~~wrong~~\nnext', '<s>wrong</s><br>\nnext'],
  ])('has %j as it is meant', (text, html) => expect(mailHtmlOf(text)).toMatch(new RegExp(html)))

  test.each([
    '<script>alert(1)</script> **x**',
    '**x** <img src=x onerror=alert(1)>',
    '[x](javascript:alert(1)) **x**',
    '[x](data:text/html,<script>alert(1)</script>) **x**',
    '![x](https://evil.example/pixel.png) **x**',
    '[x](https://a.example/"onmouseover="alert(1)) **x**',
    '```"><script>alert(1)</script>\nx\n```',
  ])('runs and loads nothing: %j', (text) => {
    const html = mailHtmlOf(text) ?? ''
    expect(html).not.toMatch(/<script|<img|href="(?:javascript|data):|<[^>]*\son\w+=/i)
  })

  test('has nothing but what it may be made of, whatever somebody writes', () => {
    const pieces = [
      '**',
      '`',
      '```\n',
      '~~',
      '[a](',
      ')',
      '<b>',
      '\n',
      '- ',
      '> ',
      '| a |',
      '|-|\n',
      'a',
      '"',
      '&',
      '\\',
    ]
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 30 })
    const known =
      /^<\/?(?:div|p|br|hr|h[1-6]|strong|em|s|code|pre|blockquote|ul|ol|li|a|table|thead|tbody|tr|th|td)(?: (?:style|href|start)="[^"<>]*")*>$/
    fc.assert(
      fc.property(text, (some) => {
        for (const [tag] of (mailHtmlOf(some.join('')) ?? '').matchAll(/<[^>]*>/g)) expect(tag).toMatch(known)
      }),
      { numRuns: 500 },
    )
  })

  test('that is a log is left alone', () => {
    expect(writtenTokens(`**x**\n${'# a comment\n'.repeat(2000)}`)).toBeUndefined()
  })
})
