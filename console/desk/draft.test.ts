import { describe, expect, test } from 'vitest'
import { keepDraft, readDraft, type DraftStorage } from './draft.ts'

const storageOf = (): DraftStorage & { size: () => number } => {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  }
}

describe('drafts', () => {
  test('what was written is there again, apart for each ticket and kind', () => {
    const storage = storageOf()
    keepDraft(storage, 'a', 'reply', 'Dear Ana')
    keepDraft(storage, 'a', 'note', 'looks like the proxy')
    expect(readDraft(storage, 'a', 'reply')).toBe('Dear Ana')
    expect(readDraft(storage, 'a', 'note')).toBe('looks like the proxy')
    expect(readDraft(storage, 'b', 'reply')).toBe('')
  })

  test('an empty text leaves nothing behind', () => {
    const storage = storageOf()
    keepDraft(storage, 'a', 'reply', 'x')
    keepDraft(storage, 'a', 'reply', '  ')
    expect(storage.size()).toBe(0)
  })

  test('a full or forbidden storage loses only the copy', () => {
    const fail = (): never => {
      throw new Error('QuotaExceededError')
    }
    const storage = { getItem: fail, setItem: fail, removeItem: fail }
    expect(() => keepDraft(storage, 'a', 'reply', 'x')).not.toThrow()
    expect(readDraft(storage, 'a', 'reply')).toBe('')
  })
})
