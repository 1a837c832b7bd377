/** Longer lists are kept in bytes: below, a typed array's own two hundred bytes would be more. */
const SHORT = 12
const NONE: readonly number[] = []

/**
 * The documents that hold a candidate, by ascending index: the first, then the gaps. A word of a large folder is in thousands of documents, and most
 * gaps of such a word take one byte (seven bits each, the lowest first; LEB128) instead of the eight of an array.
 */
export class DocumentList implements Iterable<number> {
  /** How many documents. */
  length = 0
  private first = -1
  private last = -1
  private gaps: readonly number[] | Uint8Array = NONE
  /** Bytes of `gaps` in use, once it is in bytes. */
  private used = 0

  /** @param document not below the last one that was added; the same one again changes nothing */
  add(document: number): void {
    if (document === this.last) return
    if (this.length === 0) this.first = document
    else this.keep(document - this.last)
    this.last = document
    this.length++
  }

  *[Symbol.iterator](): Generator<number, void> {
    if (this.length === 0) return
    let document = this.first
    yield document
    const { gaps } = this
    if (gaps instanceof Uint8Array) {
      for (let at = 0; at < this.used; ) {
        let gap = 0
        let shift = 0
        for (; gaps[at]! > 0x7f; at++, shift += 7) gap += (gaps[at]! & 0x7f) << shift
        document += gap + (gaps[at++]! << shift)
        yield document
      }
      return
    }
    for (const gap of gaps) {
      document += gap
      yield document
    }
  }

  private keep(gap: number): void {
    const { gaps } = this
    // Of just the length it needs: an array that may grow has room for seventeen.
    if (!(gaps instanceof Uint8Array) && gaps.length < SHORT) this.gaps = gaps.concat([gap])
    else {
      if (!(gaps instanceof Uint8Array)) {
        this.gaps = new Uint8Array(SHORT * 2)
        for (const one of gaps) this.write(one)
      }
      this.write(gap)
    }
  }

  private write(gap: number): void {
    let bytes = this.gaps as Uint8Array
    // Five bytes hold any gap.
    if (this.used + 5 > bytes.length) {
      bytes = new Uint8Array(bytes.length * 1.5)
      bytes.set(this.gaps as Uint8Array)
      this.gaps = bytes
    }
    let rest = gap
    for (; rest > 0x7f; rest >>>= 7) bytes[this.used++] = (rest & 0x7f) | 0x80
    bytes[this.used++] = rest
  }
}
