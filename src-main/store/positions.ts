/**
 * Places of one surface in one document, packed: triples [start, end, line] as variable-length numbers of the distance from the triple
 * before (zigzag, 7 bits a byte, least significant first: LEB128 as in DWARF 4 §7.6). About 4 bytes a triple instead of 12.
 */
export function packPositions(triples: readonly number[]): Buffer {
  const bytes: number[] = []
  let start = 0
  let line = 0
  for (let i = 0; i + 2 < triples.length; i += 3) {
    const [from, to, at] = [triples[i] as number, triples[i + 1] as number, triples[i + 2] as number]
    pushNumber(bytes, zigzag(from - start))
    pushNumber(bytes, zigzag(to - from))
    pushNumber(bytes, zigzag(at - line))
    start = from
    line = at
  }
  return Buffer.from(bytes)
}

/** The triples of `packPositions`. */
export function unpackPositions(packed: Uint8Array): number[] {
  const triples: number[] = []
  const cursor = { at: 0 }
  let start = 0
  let line = 0
  while (cursor.at < packed.length) {
    start += unzigzag(readNumber(packed, cursor))
    const length = unzigzag(readNumber(packed, cursor))
    line += unzigzag(readNumber(packed, cursor))
    triples.push(start, start + length, line)
  }
  return triples
}

// Arithmetic instead of shifts: offsets of a 50 MB file times two do not fit 31 bits for sure.
const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1)
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

function pushNumber(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function readNumber(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[cursor.at++] ?? 0
    value += (byte % 128) * factor
    if (byte < 128) return value
  }
}
