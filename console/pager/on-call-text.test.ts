import { expect, test } from 'vitest'
import { onCallText } from './on-call-text.ts'

const [bo, cy] = [{ onCall: { id: '1', name: 'Bo' } }, { onCall: { id: '2', name: 'Cy' } }]

test.each([
  ['no rota', [], 'Nobody is'],
  ['a rota with nobody', [{ onCall: null }], 'Nobody is'],
  ['one person on two rotas', [bo, { onCall: null }, bo], 'Bo is'],
  ['two people', [bo, cy], 'Bo and Cy are'],
  ['two people of one name', [bo, { onCall: { id: '3', name: 'Bo' } }], 'Bo and Bo are'],
])('%s', (_, rotas, text) => expect(onCallText(rotas)).toBe(text))
