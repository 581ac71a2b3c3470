import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachedImage, withNamedImages } from './attached-image.ts'
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
    ['1. Yes\n3. No', '<li value="1">Yes</li>\n<li value="3">No</li>'],
    [
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '<td style="text-align:right;border[^"]*">2</td>|<td style="[^"]*text-align:right[^"]*">2</td>',
    ],
    ['> quoted', '<blockquote style="[^"]*">'],
    ['[docs](https://docs.example.com/a?b=1)', '<a href="https://docs.example.com/a\\?b=1">docs</a>'],
    ['~~wrong~~\nnext', '<s>wrong</s><br>\nnext'],
    // Of a file that does not go with the mail the words alone.
    ['![a graph](attached:graph%5F1.png)', '<p>\\[a graph\\]</p>'],
  ])('has %j as it is meant', (text, html) => expect(mailHtmlOf(text)).toMatch(new RegExp(html)))

  test('shows an attached image at its place, under whatever name, and none from elsewhere', () => {
    const name = 'Ä (1) *so*_"x".png'
    const html = mailHtmlOf(`Here:\n${attachedImage(name)}`, new Map([[name, 'one@attached']]))
    expect(html).toContain('<img src="cid:one@attached" alt="Ä (1) *so*_&quot;x&quot;.png"')
    expect(withNamedImages(attachedImage(name))).toBe(`[${name}]`)
    expect(mailHtmlOf('![x](https://a.example/x.png)')).not.toContain('<img')
    expect(mailHtmlOf('![x](attached:%E0%A4%A)')).toBeUndefined()
  })

  test.each([
    'it is mended now.\nBest regards\n-- \nAna',
    'Hello\n===',
    '# PermitRootLogin yes',
    'rm /var/log/*.gz and /tmp/x*',
    '2*3*4, a * b * c, __init__ and _so_',
    '* * * * * /bin/backup.sh',
    '[error]: timeout',
    'a[0](b) and \\\\server\\share, &lt; too',
    '| a | b |\n|---|---|\n| 1 | 2 | lost |',
    '```error: it is gone\nx\n```',
    '[x](https://a.example "a title that nobody sees")',
    `| ${'a | '.repeat(250)}\n|${'-|'.repeat(250)}\n${'| b '.repeat(250)}`,
  ])('means itself: %j', (text) => expect(mailHtmlOf(text)).toBeUndefined())

  test.each([
    [
      '> When?\nTomorrow at ten.\n> And the invoice?\nDo not pay it.',
      '</blockquote>\n<p>Tomorrow at ten.</p>\n<blockquote',
    ],
    ['- one\n- two\nRegards, Ana', '</ul>\n<p>Regards, Ana</p>'],
    ['1. one\n   more of it\nRegards', 'one<br>\nmore of it</li>\n</ol>\n<p>Regards</p>'],
    [
      '**so** /tmp/my_file_x, see https://a.example/my_page_1?q=%20x*',
      'href="https://a.example/my_page_1\\?q=%20x\\*"',
    ],
    ['`a_b*c*` and **b**', '>a_b\\*c\\*</code>'],
  ])('keeps what was said apart, and as it is: %j', (text, html) => expect(mailHtmlOf(text)).toMatch(new RegExp(html)))

  test.each(['~~~0', '```Hello', '**a**\n~~~never closed'])(
    'that would lose the word is sent as it was typed: %j',
    (text) => expect(mailHtmlOf(text)).toBeUndefined(),
  )

  test('loses no letter, whatever somebody writes', () => {
    const pieces = [
      '**',
      '*',
      '_',
      '`',
      '```\n',
      '~~',
      '[a](https://b.example)',
      '[',
      ']',
      '(',
      ')',
      '\n',
      '- ',
      '2. ',
      '> ',
      '| a |',
      '|-|\n',
      'a',
      '\\',
      '&amp;',
      ' ',
    ]
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 30 })
    const letters = (some: string) => some.replaceAll(/[^\p{L}\p{N}]/gu, '')
    const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
    fc.assert(
      fc.property(text, (some) => {
        const typed = some.join('')
        const html = mailHtmlOf(typed)
        if (html === undefined) return
        const shown = html
          .replaceAll(/<a href="([^"]*)">([^]*?)<\/a>/g, (_, href: string, words: string) =>
            // An address in pointed brackets is followed by a word that is not shown.
            href === words || href === `mailto:${words}` ? words : words + href,
          )
          .replaceAll(/<li value="(\d+)">/g, '$1')
          .replaceAll(/<[^>]*>/g, '')
          .replaceAll(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? '')
        // The language of a block of code is not shown.
        if (!/```|~~~/.test(typed)) expect(letters(shown)).toBe(letters(typed))
      }),
      { numRuns: 1000, examples: [[['**', '<-', '@', '0', '> ']]] },
    )
  })

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
      /^<\/?(?:div|p|br|hr|h[1-6]|strong|em|s|code|pre|blockquote|ul|ol|li|a|table|thead|tbody|tr|th|td)(?: (?:style|href|start|value)="[^"<>]*")*>$/
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
