/** The words a simple regular expression stands for. Nothing is ever run as a regular expression. */

const MOST_WORDS = 100

/**
 * `サーバ(?!ー)` → サーバ; `e-?mail|E-mail` → e-mail, email, E-mail; `/(Web|web)サイト/` → two words. Null for anything else: classes that are
 * no plain sets, repetitions, more than 100 words.
 */
export function wordsOfPattern(pattern: string): string[] | null {
  const whole = /^\/(.*)\/[dgimsuvy]*$/su.exec(pattern)
  const source = whole ? (whole[1] as string) : pattern
  if (!whole && !/[\\^$.*+?()[\]{}|]/u.test(source)) return [source]
  const parser = new Words(source.replace(/^\(\?[a-z]+\)/u, ''))
  const words = parser.alternatives()
  if (words === null || !parser.done) return null
  const found = [...new Set(words)].filter((word) => word !== '')
  return found.length > 0 && found.length <= MOST_WORDS ? found : null
}

class Words {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  get done(): boolean {
    return this.#at === this.#source.length
  }

  alternatives(): string[] | null {
    const all: string[] = []
    for (;;) {
      const words = this.#sequence()
      if (words === null || all.length + words.length > MOST_WORDS) return null
      all.push(...words)
      if (this.#source[this.#at] !== '|') return all
      this.#at++
    }
  }

  #sequence(): string[] | null {
    let words = ['']
    while (!this.done && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const part = this.#part()
      if (part === null) return null
      const next = this.#source[this.#at]
      if (next === '*' || next === '+' || next === '{') return null
      const optional = next === '?'
      if (optional) this.#at++
      const choices = optional ? [...part, ''] : part
      if (words.length * choices.length > MOST_WORDS) return null
      words = words.flatMap((word) => choices.map((choice) => word + choice))
    }
    return words
  }

  /** One character, group or set; assertions (`\b`, `^`, `$`, look-arounds) match nothing and count as ''. */
  #part(): string[] | null {
    const rest = this.#source.slice(this.#at)
    const assertion = /^(?:\\b|\^|\$|\(\?<?[=!][^()]*\))/u.exec(rest)?.[0]
    if (assertion !== undefined) {
      this.#at += assertion.length
      return ['']
    }
    const character = rest[0] as string
    if (character === '(') return this.#group()
    if (character === '[') return this.#set(rest)
    if (character === '.' || character === '*' || character === '+' || character === '?') return null
    if (character === '\\') {
      const escaped = rest[1]
      if (escaped === undefined || /[A-Za-z0-9]/u.test(escaped)) return null
      this.#at += 2
      return [escaped]
    }
    const [symbol] = rest as Iterable<string>
    this.#at += (symbol as string).length
    return [symbol as string]
  }

  #group(): string[] | null {
    const open = /^\((?:\?:)?/u.exec(this.#source.slice(this.#at))?.[0] ?? '('
    if (this.#source[this.#at + 1] === '?' && open === '(') return null
    this.#at += open.length
    const words = this.alternatives()
    if (words === null || this.#source[this.#at] !== ')') return null
    this.#at++
    return words
  }

  #set(rest: string): string[] | null {
    const set = /^\[([^\]\\^-]+)\]/u.exec(rest)
    if (!set) return null
    this.#at += set[0].length
    return [...(set[1] as string)]
  }
}
