/** What the files of one message may have together: most mail servers take no more, once it is written as a mail. */
export const fileBytesMax = 18_000_000
export const filesMax = 20
