/// <reference path="./yauzl.d.ts" />
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { decode } from '../encoding.ts'
import { type Budget, tooMuch, Unreadable } from './limits.ts'

const RATIO_FROM = 1024 * 1024
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * A zip archive in memory, read with mistrust: the number of entries, their declared and their real sizes and the ratio are bounded, names
 * are labels and never paths, entries inside entries are not opened. (research/runs-and-security.md §7 rows 77–79)
 */
export class Zip {
  private readonly file: ZipFile
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly budget: Budget

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>, budget: Budget) {
    this.file = file
    this.entries = entries
    this.budget = budget
  }

  /** @throws Unreadable when the bytes are no zip archive, or one beyond the limits. */
  static async open(bytes: Uint8Array, budget: Budget): Promise<Zip> {
    if (OLE.every((byte, i) => bytes[i] === byte)) {
      throw new Unreadable(
        'protected',
        'The file is protected with a password, or of an older format. Save it without a password to include it.',
      )
    }
    try {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      // decodeStrings would refuse the whole archive for one odd name; here a name opens nothing.
      const file = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: true, autoClose: false })
      return new Zip(file, await listEntries(file, budget), budget)
    } catch (error) {
      throw asUnreadable(error, budget)
    }
  }

  /** Labels of the entries, in the archive's order. */
  get names(): readonly string[] {
    return [...this.entries.keys()]
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** The bytes of an entry, null when there is none of that name. @throws Unreadable */
  async bytes(name: string): Promise<Uint8Array | null> {
    const entry = this.entries.get(name)
    if (!entry) return null
    checkDeclared(entry, this.budget)
    try {
      const stream = await this.file.openReadStreamPromise(entry)
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > this.budget.limits.entryBytes) throw tooMuch(this.budget.limits.entryBytes)
        this.budget.inflate(chunk.length)
        this.budget.check()
        chunks.push(chunk)
      }
      return Buffer.concat(chunks, size)
    } catch (error) {
      throw asUnreadable(error, this.budget)
    }
  }

  /** The text of an entry, null when there is none of that name. @throws Unreadable */
  async text(name: string): Promise<string | null> {
    const bytes = await this.bytes(name)
    return bytes === null ? null : decode(bytes).text
  }
}

async function listEntries(file: ZipFile, budget: Budget): Promise<Map<string, Entry>> {
  const limit = budget.limits.entries
  const tooMany = (): Unreadable =>
    new Unreadable('limit', `The file is an archive of more than ${limit} parts, far more than a document needs; it is not read.`)
  if (file.entryCount > limit) throw tooMany()
  const entries = new Map<string, Entry>()
  let count = 0
  for await (const entry of file.eachEntry()) {
    if (++count > limit) throw tooMany()
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    if (!entries.has(name)) entries.set(name, entry)
  }
  return entries
}

/** What the entry says of itself, before a byte of it is inflated. */
function checkDeclared(entry: Entry, budget: Budget): void {
  const { entryBytes, totalBytes, ratio } = budget.limits
  if (entry.isEncrypted()) {
    throw new Unreadable('protected', 'The file is protected with a password. Save it without a password to include it.')
  }
  if (!entry.canDecodeFileData()) throw broken('it is packed in a way office programs do not use')
  if (entry.uncompressedSize > Math.min(entryBytes, totalBytes)) throw tooMuch(Math.min(entryBytes, totalBytes))
  if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * ratio) {
    throw new Unreadable('limit', `A part of the file unpacks to more than ${ratio} times its size, as no document does; it is not read.`)
  }
}

export const broken = (why: string): Unreadable =>
  new Unreadable('broken', `The file is damaged or not what its name says: ${why.replace(/\.+$/, '')}.`)

/** Our own errors and a cancel pass; whatever a library throws on these bytes means a damaged file. */
export function asUnreadable(error: unknown, budget: Budget): unknown {
  if (error instanceof Unreadable) return error
  budget.check()
  return broken(error instanceof Error ? error.message : String(error))
}
