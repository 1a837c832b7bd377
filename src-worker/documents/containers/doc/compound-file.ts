import { broken } from '../zip.ts'

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const END = 0xfffffffa
const ENTRY = 128

export const isCompoundFile = (bytes: Uint8Array): boolean => SIGNATURE.equals(bytes.subarray(0, 8))

interface Entry {
  readonly name: string
  readonly stream: boolean
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

/** A compound file (MS-CFB): the streams of its root, read through the sector chains, every chain bounded by the size of the file. */
export class CompoundFile {
  private readonly bytes: Buffer
  private readonly shift: number
  private readonly miniCutoff: number
  private readonly fat: number[]
  private readonly miniFat: number[]
  private readonly mini: Buffer
  private readonly entries: ReadonlyMap<string, Entry>

  /** @throws Unreadable `broken`, or a RangeError, when the bytes are no compound file. */
  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (!isCompoundFile(bytes)) throw broken('it is no compound file')
    this.shift = this.bytes.readUInt16LE(0x1e)
    if (this.shift !== 9 && this.shift !== 12) throw broken('its sectors have an impossible size')
    this.miniCutoff = this.bytes.readUInt32LE(0x38)
    this.fat = this.sectorTable()
    const directory = this.chain(this.bytes.readUInt32LE(0x30))
    const root = entryAt(directory, 0)
    this.miniFat = numbers(this.chain(this.bytes.readUInt32LE(0x3c)))
    this.mini = this.chain(root.start).subarray(0, root.size)
    this.entries = children(directory, root)
  }

  /** A stream of the root, null when there is none of that name. */
  stream(name: string): Buffer | null {
    const entry = this.entries.get(name)
    if (!entry?.stream) return null
    if (entry.size >= this.miniCutoff) return this.chain(entry.start).subarray(0, entry.size)
    const parts: Buffer[] = []
    for (let at = entry.start, left = this.miniFat.length; at < END && left >= 0; at = this.miniFat[at] ?? END, left--) {
      parts.push(this.mini.subarray(at * 64, at * 64 + 64))
    }
    return Buffer.concat(parts).subarray(0, entry.size)
  }

  private sector(index: number): Buffer {
    const from = (index + 1) << this.shift
    if (index < 0 || from >= this.bytes.length) throw broken('it ends in the middle')
    return this.bytes.subarray(from, from + (1 << this.shift))
  }

  private chain(start: number): Buffer {
    const parts: Buffer[] = []
    let left = this.bytes.length >> this.shift
    for (let at = start; at < END; at = this.fat[at] ?? END) {
      if (left-- < 0) throw broken('its parts lead in a circle')
      parts.push(this.sector(at))
    }
    return Buffer.concat(parts)
  }

  /** The file allocation table, whose sectors are listed in the header and in a chain of further lists. */
  private sectorTable(): number[] {
    const sectors: number[] = []
    for (let i = 0; i < 109; i++) sectors.push(this.bytes.readUInt32LE(0x4c + i * 4))
    const most = this.bytes.length >> this.shift
    let left = most
    for (let at = this.bytes.readUInt32LE(0x44); at < END && left >= 0; left--) {
      const list = numbers(this.sector(at))
      at = list.pop() ?? END
      sectors.push(...list)
    }
    return sectors
      .filter((index) => index < END)
      .slice(0, most)
      .flatMap((index) => numbers(this.sector(index)))
  }
}

const numbers = (bytes: Buffer): number[] => Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4))

function entryAt(directory: Buffer, index: number): Entry {
  const from = index * ENTRY
  const bytes = directory.subarray(from, from + ENTRY)
  const length = Math.max(0, Math.min(64, bytes.readUInt16LE(0x40)) - 2)
  return {
    name: bytes.toString('utf16le', 0, length),
    stream: bytes[0x42] === 2,
    left: bytes.readUInt32LE(0x44),
    right: bytes.readUInt32LE(0x48),
    child: bytes.readUInt32LE(0x4c),
    start: bytes.readUInt32LE(0x74),
    size: bytes.readUInt32LE(0x78),
  }
}

/** Entries of the root itself: those of embedded documents lie deeper and are none of this one's. */
function children(directory: Buffer, root: Entry): Map<string, Entry> {
  const found = new Map<string, Entry>()
  const seen = new Set<number>()
  const pending = [root.child]
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (seen.has(index) || (index + 1) * ENTRY > directory.length) continue
    seen.add(index)
    const entry = entryAt(directory, index)
    if (!found.has(entry.name)) found.set(entry.name, entry)
    pending.push(entry.left, entry.right)
  }
  return found
}
