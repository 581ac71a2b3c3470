/** Each batch is one transaction of the server, and one mark of progress; a request holds a megabyte. */
const batchSize = 200
const batchBytes = 400_000

/** As many as fit into one request; always one. */
export function nextBatch<T>(all: readonly T[], from: number): T[] {
  const batch: T[] = []
  let bytes = 0
  for (const one of all.slice(from, from + batchSize)) {
    bytes += new TextEncoder().encode(JSON.stringify(one)).length
    if (batch.length > 0 && bytes > batchBytes) break
    batch.push(one)
  }
  return batch
}
