import { type FileHandle, open } from 'node:fs/promises'
import { getDocumentProxy } from 'unpdf'
import { serveApart } from '../apart/serve-apart.ts'
import type { FileTextTask } from './file-texts.ts'
import { textOfBytes, tidied } from './text-in-file.rules.ts'

const pagesMax = 100
/** Of a file that is text: nobody searches further in a log. */
const textBytesMax = 1_000_000
const pdf = Buffer.from('%PDF-')

serveApart<FileTextTask, string>(async ({ path, sizeBytes, lettersMax }) => {
  const file = await open(path)
  try {
    const head = await beginning(file, pdf.length)
    const isPdf = head.equals(pdf)
    const bytes = await beginning(file, Math.min(sizeBytes, isPdf ? sizeBytes : textBytesMax))
    const text = isPdf ? await pdfText(bytes, lettersMax) : textOfBytes(bytes)
    return text.slice(0, lettersMax).toWellFormed()
  } finally {
    await file.close()
  }
})

async function beginning(file: FileHandle, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
  return buffer.subarray(0, bytesRead)
}

async function pdfText(bytes: Uint8Array, lettersMax: number): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  let text = ''
  for (let number = 1; number <= Math.min(document.numPages, pagesMax) && text.length < lettersMax; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    text += ` ${items.map((item) => ('str' in item ? item.str : '')).join(' ')}`
    page.cleanup()
  }
  return tidied(text)
}
