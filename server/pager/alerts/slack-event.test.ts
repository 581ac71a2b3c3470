import { expect, test } from 'vitest'
import { readSlackEvent } from './slack-event.ts'

test.each([
  [{ text: 'Disk is full' }, { action: 'trigger', severity: 'error', title: 'Disk is full' }],
  [{ text: '[FIRING:2] Disk is full' }, { action: 'trigger', title: 'Disk is full' }],
  [{ text: '[RESOLVED] Disk is full' }, { action: 'resolve', title: 'Disk is full' }],
  [
    { text: 'See <https://a.test/x|the graph> &amp; <https://b.test>' },
    { title: 'See the graph (https://a.test/x) & https://b.test' },
  ],
  [{ text: '<!channel> a < b' }, { title: '<!channel> a < b' }],
  [
    { attachments: [{ color: 'warning', fallback: 'Hm', text: 'More' }] },
    { severity: 'warning', title: 'Hm', body: 'More' },
  ],
  [{ attachments: [{ color: 'good', title: 'Hm' }] }, { action: 'resolve', title: 'Hm' }],
  [{ blocks: [{ text: { type: 'mrkdwn', text: 'Only a block' } }] }, { title: 'Only a block' }],
])('%j', (message, event) => expect(readSlackEvent(message)).toMatchObject(event))

test('what fires and what is over have the same key', () => {
  const [firing, over] = ['[FIRING:2] Disk', '[RESOLVED] Disk'].map((text) => readSlackEvent({ text }))
  expect(firing?.key).toBe(over?.key)
})

test.each([[undefined], ['text'], [{}], [{ text: ' ' }], [{ text: 3, blocks: 'x', attachments: [[]] }]])(
  '%j says nothing',
  (message) => expect(readSlackEvent(message)).toBeUndefined(),
)
