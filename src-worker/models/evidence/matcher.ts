/** Finds many surfaces in a text at once: a trie over lower-cased UTF-16 units, longest match first. Linear in the text. */

interface Node {
  readonly next: Map<number, Node>
  /** Index of the concept whose surface ends here; -1 for none. */
  owner: number
}

const node = (): Node => ({ next: new Map(), owner: -1 })
const WORD = /[\p{L}\p{N}]/u
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〆ヶー]/u

/** Lower case that keeps every offset: a character whose lower case is longer stays as it is. */
export function lowerSameLength(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('')
}

export class SurfaceMatcher {
  readonly #root = node()

  add(surface: string, owner: number): void {
    const lower = lowerSameLength(surface.trim())
    if (lower === '') return
    let at = this.#root
    for (let i = 0; i < lower.length; i++) {
      const code = lower.charCodeAt(i)
      let next = at.next.get(code)
      if (!next) {
        next = node()
        at.next.set(code, next)
      }
      at = next
    }
    if (at.owner === -1) at.owner = owner
  }

  /** Concepts whose surfaces the text holds, each with the offset of its first one. A surface inside a longer one does not count. */
  find(text: string): Map<number, number> {
    const lower = lowerSameLength(text)
    const found = new Map<number, number>()
    for (let i = 0; i < lower.length; i++) {
      const match = this.#longest(lower, i)
      if (match === null) continue
      if (!found.has(match.owner)) found.set(match.owner, i)
      i = match.end - 1
    }
    return found
  }

  #longest(text: string, start: number): { owner: number; end: number } | null {
    if (!boundary(text, start)) return null
    let at: Node | undefined = this.#root
    let best: { owner: number; end: number } | null = null
    for (let i = start; i < text.length; i++) {
      at = at.next.get(text.charCodeAt(i))
      if (at === undefined) break
      if (at.owner !== -1 && boundary(text, i + 1)) best = { owner: at.owner, end: i + 1 }
    }
    return best
  }
}

/** A place where a word may begin or end: beside anything but a letter or digit, and anywhere beside CJK. */
function boundary(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' '
  const after = text[at] ?? ' '
  return !WORD.test(before) || !WORD.test(after) || CJK.test(before) || CJK.test(after)
}
