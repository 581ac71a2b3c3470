import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** PostgreSQL's files repeat each other over long distances: as much of them is kept in view. */
const windowLog = 27

const packing = {
  [constants.ZSTD_c_compressionLevel]: 22,
  [constants.ZSTD_c_windowLog]: windowLog,
  [constants.ZSTD_c_enableLongDistanceMatching]: 1,
}

export const packedBytes = (bytes: Uint8Array): Buffer => zstdCompressSync(bytes, { params: packing })

export const unpackedBytes = (packed: Uint8Array): Buffer =>
  zstdDecompressSync(packed, { params: { [constants.ZSTD_d_windowLogMax]: windowLog } })
