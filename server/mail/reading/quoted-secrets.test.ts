import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quotedSecrets } from './quoted-secrets.ts'

const secret = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  fc.stringMatching(/^(?:-|3D|-3D)[A-Za-z0-9_-]{42}/).map((text) => text.slice(0, 43)),
)
/** What mail programs and filters make of the end of a link. */
const links: ((secret: string) => string)[] = [
  (it) => `https://desk.test/sign-in?token=${it}`,
  (it) => `https%3A%2F%2Fdesk.test%2Fsign-in%3Ftoken%3D${it}&data=05`,
  (it) => `sign-in%253Ftoken%253D${it}`,
  (it) => `https-3A__desk.test_sign-2Din-3Ftoken-3D${it}&d=DwMF`,
  (it) => `sign-in?token=3D${it.slice(0, 20)}=\r\n${it.slice(20)}`,
  (it) => `> sign-in?token=\r\n> ${it.slice(0, 30)}\r\n> ${it.slice(30)}`,
  (it) => `sign-in?token&#61;${it}">here`,
  (it) => `<b>token=</b><wbr>${it}</b>`,
]

test('a secret is found however its link was rewritten, quoted and broken, in a text or a file', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...links), fc.boolean(), (it, link, isFile) => {
      const text = `You wrote:\r\n${link(it)}\r\nBye`
      const file = { fileName: 'a', contentType: 'text/plain', isDamaged: false, contentId: undefined }
      const found = isFile ? quotedSecrets([], [{ ...file, bytes: Buffer.from(text) }]) : quotedSecrets([text], [])
      expect(found).toContain(it)
    }),
    { numRuns: 2000 },
  )
})

test('a mail full of them has a bound', () => {
  expect(quotedSecrets([`token=${'a'.repeat(43)} `.repeat(100_000)], []).length).toBeLessThan(20)
  const many = Array.from({ length: 5000 }, (_, n) => `token=${String(n).padStart(43, 'x')}`).join('\n')
  expect(quotedSecrets([many], []).length).toBeLessThan(1100)
})
