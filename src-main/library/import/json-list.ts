/**
 * A JSON object (RFC 8259) read in pieces: the elements of one of its lists are given away one by one, each parsed by JSON.parse, and never held
 * together. The bytes between them are kept and parsed at the end, so that what is not JSON is noticed wherever it stands.
 */

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const MARK = [0xef, 0xbb, 0xbf]
const PLACEHOLDER = Uint8Array.of(0x30)
const NOTHING = new Uint8Array()

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What of the bytes a run of the reader collects: an element, or what is around the elements. */
class Bytes {
  #pieces: Uint8Array[] = []

  /** A copy: the piece's memory may be used again. */
  add(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#pieces.push(bytes.slice())
  }

  /**
   * The value of what was collected and these last bytes, which are not copied when they are all of it.
   *
   * @throws TypeError for what is no UTF-8, SyntaxError for what is no JSON
   */
  parse(last: Uint8Array = NOTHING): unknown {
    const bytes = this.#pieces.length === 0 ? last : Buffer.concat([...this.#pieces, last])
    this.#pieces = []
    return JSON.parse(decoder.decode(bytes))
  }
}

export class JsonListReader {
  readonly #name: string
  readonly #take: (element: unknown) => void
  readonly #rest = new Bytes()
  readonly #element = new Bytes()
  #depth = 0
  #inString = false
  #escaped = false
  /** The last string of the outermost object, and whether it is a name: what a following `[` belongs to. */
  #string: number[] = []
  #named = false
  #inList = false
  #inElement = false
  #taken = 0

  /**
   * @param name of the list in the outermost object
   * @param take gets each of its elements, in order
   */
  constructor(name: string, take: (element: unknown) => void) {
    this.#name = name
    this.#take = take
  }

  /** @throws SyntaxError, TypeError (no UTF-8), and what `take` throws */
  write(piece: Uint8Array): void {
    let from = 0
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number
      if (this.#inString) {
        at = this.#throughString(piece, at)
        continue
      }
      if (this.#inList && this.#depth === 2 && !isSpace(byte)) {
        const ends = byte === COMMA || byte === CLOSE_LIST
        if (!this.#inElement && !ends) {
          this.#rest.add(piece.subarray(from, at))
          from = at
          this.#inElement = true
        } else if (this.#inElement && ends) {
          this.#give(piece.subarray(from, at))
          from = at
        }
      }
      this.#step(byte)
    }
    ;(this.#inElement ? this.#element : this.#rest).add(piece.subarray(from))
  }

  /**
   * @returns the object with an empty list in place of the one whose elements were taken
   * @throws SyntaxError, TypeError
   */
  end(): unknown {
    const value = this.#rest.parse()
    if (value === null || typeof value !== 'object') return value
    const list = (value as Record<string, unknown>)[this.#name]
    if (!Array.isArray(list)) return value
    // Its name may be written with escapes; twice it stands in no file anybody means.
    if (this.#taken === 0) for (const element of list) this.#take(element)
    else if (list.length !== this.#taken) throw new SyntaxError(`"${this.#name}" stands in it twice`)
    return { ...value, [this.#name]: [] }
  }

  /** @returns the index of the string's last byte in the piece */
  #throughString(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] as number
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) {
        this.#inString = false
        return at
      }
      if (this.#depth === 1 && this.#string.length <= this.#name.length) this.#string.push(byte)
    }
    return piece.length
  }

  #step(byte: number): void {
    if (byte === QUOTE) {
      this.#inString = true
      if (this.#depth === 1) this.#string = []
    } else if (byte === COLON && this.#depth === 1) this.#named = String.fromCharCode(...this.#string) === this.#name
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (byte === OPEN_LIST && this.#depth === 1 && this.#named) this.#inList = true
      this.#depth++
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      this.#depth--
      if (this.#depth === 1) this.#inList = false
    } else if (byte === COMMA && this.#depth === 1) this.#named = false
  }

  #give(last: Uint8Array): void {
    this.#inElement = false
    const element = this.#element.parse(last)
    this.#rest.add(PLACEHOLDER)
    this.#taken++
    this.#take(element)
  }
}

/**
 * Reads a whole object. A byte order mark before it is left out.
 *
 * @returns as `JsonListReader.end`
 * @throws SyntaxError, TypeError, and what `take` throws
 */
export function readJsonList(pieces: Iterable<Uint8Array>, name: string, take: (element: unknown) => void): unknown {
  const reader = new JsonListReader(name, take)
  let first = true
  for (const piece of pieces) {
    reader.write(first && MARK.every((byte, index) => piece[index] === byte) ? piece.subarray(MARK.length) : piece)
    first = false
  }
  return reader.end()
}
