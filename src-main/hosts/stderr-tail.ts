import { StringDecoder } from 'node:string_decoder'

/** Keeps the last `limit` characters of a byte stream, never cutting a character in half. */
export class TextTail {
  readonly #decoder = new StringDecoder('utf8')
  readonly #limit: number
  #text = ''

  constructor(limit = 8192) {
    this.#limit = limit
  }

  push(bytes: Buffer): void {
    this.#text += this.#decoder.write(bytes)
    if (this.#text.length > this.#limit * 2) this.#trim()
  }

  text(): string {
    this.#trim()
    return this.#text
  }

  #trim(): void {
    if (this.#text.length <= this.#limit) return
    const cut = this.#text.slice(-this.#limit)
    // A cut between two surrogates leaves the low one first.
    this.#text = /^[\udc00-\udfff]/.test(cut) ? cut.slice(1) : cut
  }
}
