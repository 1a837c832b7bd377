/** Braces of a TeX source, matched once for the whole file, so that skipping an argument costs nothing however it nests. */
export class Braces {
  private readonly closing: Int32Array
  private readonly text: string

  constructor(text: string) {
    this.text = text
    this.closing = new Int32Array(text.length)
    const open: number[] = []
    const special = /[\\{}%]/gu
    for (let match = special.exec(text); match; match = special.exec(text)) {
      const at = match.index
      if (match[0] === '{') open.push(at)
      else if (match[0] === '}') {
        const from = open.pop()
        if (from !== undefined) this.closing[from] = at
      } else if (match[0] === '\\') special.lastIndex = at + 2
      else special.lastIndex = lineEndFrom(text, at)
    }
  }

  /** Where the brace opened at `at` closes; -1 when nothing opens there or it never closes. */
  close(at: number): number {
    return this.text[at] === '{' ? this.closing[at] || -1 : -1
  }

  /** After white space (no empty line) from `at`. */
  space(at: number): number {
    let to = at
    let lines = 0
    for (; to < this.text.length; to++) {
      const code = this.text.charCodeAt(to)
      if (code === 10 && ++lines > 1) return at
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) break
    }
    return to
  }

  /** After the optional argument `[…]` at `at`, or `at` when there is none. It may hold groups; it ends within 2 000 characters. */
  optional(at: number): number {
    const from = this.space(at)
    if (this.text[from] !== '[') return at
    const limit = Math.min(this.text.length, from + 2000)
    for (let to = from + 1; to < limit; to++) {
      const character = this.text[to]
      if (character === ']') return to + 1
      if (character === '\\') to++
      else if (character === '{') {
        const close = this.close(to)
        if (close === -1 || close >= limit) return at
        to = close
      }
    }
    return at
  }

  /** The braced argument at or after `at`, as the range inside the braces; null when there is none. */
  argument(at: number): { readonly start: number; readonly end: number; readonly next: number } | null {
    const from = this.space(at)
    const close = this.close(from)
    return close === -1 ? null : { start: from + 1, end: close, next: close + 1 }
  }
}

/** End of the line that holds `at`, its line feed not included. */
export function lineEndFrom(text: string, at: number): number {
  const pattern = /[\r\n]/gu
  pattern.lastIndex = at
  return pattern.exec(text)?.index ?? text.length
}
