/** Ends a transfer on which nothing has moved for a while, however long it takes in all. */
export interface Patience {
  readonly signal: AbortSignal
  /** Something has moved. */
  renew(): void
  /** The transfer may rest from here on: whoever reads sets the pace. */
  rest(): void
  /** The transfer is not needed any more. */
  drop(): void
}

export function openPatience(stillSeconds: number): Patience {
  const controller = new AbortController()
  const lost = (): void => controller.abort(new Error(`nothing has moved for ${stillSeconds} s`))
  const timer = setTimeout(lost, stillSeconds * 1000)
  const rest = (): void => clearTimeout(timer)
  return {
    signal: controller.signal,
    renew: () => void timer.refresh(),
    rest,
    drop: () => {
      rest()
      controller.abort()
    },
  }
}

/** Bytes on their way, each a sign that something moves. */
export async function* moving(chunks: AsyncIterable<Uint8Array>, patience: Patience): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    patience.renew()
    yield chunk
  }
}
