/// <reference path="./yauzl.d.ts" />
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { fromFdPromise, getFileNameLowLevel } from 'yauzl'

/** The parts of an archive whose text may be read. */
const TEXT = /\.(?:xml|xhtml|html?|vml)$/iu
/** A directory of more parts than this is not read to its end: no document has them, and nobody waits for one. */
const MOST_ENTRIES = 4000

/**
 * How much text a packed document holds, as its directory says: the inflated bytes of its parts of text. A few kilobytes at the end of the file are
 * read, nothing is unpacked, and what a forged directory says only makes a wrong guess of a time.
 * @returns bytes; null where the file cannot be read or is no archive
 */
export async function packedText(file: string): Promise<number | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      return (await handle.stat()).isFile() ? await textBytes(handle.fd) : null
    } finally {
      await handle.close()
    }
  } catch {
    return null // What is wrong with the file is said when it is read.
  }
}

async function textBytes(fd: number): Promise<number> {
  const zip = await fromFdPromise(fd, { decodeStrings: false, validateEntrySizes: true, autoClose: false })
  let [entries, bytes] = [0, 0]
  for await (const { generalPurposeBitFlag, fileNameRaw, extraFields, uncompressedSize } of zip.eachEntry()) {
    if (++entries > MOST_ENTRIES) break
    if (TEXT.test(getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false))) bytes += uncompressedSize
  }
  return bytes
}
