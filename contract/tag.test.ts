import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Tag } from './tag-shape.ts'
import { tagOf } from './tag.ts'

test('a tag is a tag, however often it is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tagOf(tagOf(text)) === tagOf(text)))
  for (const text of ['J\u030Ca', 'W\u030Aa', 'Slow  Fonts', 'İstanbul', 'ﬁne']) {
    const tag = Tag.parse(text)
    expect([text, Tag.parse(tag)]).toEqual([text, tag])
  }
})
