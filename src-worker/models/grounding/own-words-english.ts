import type { Subject } from './types.ts'
import { type Word, wordsOf } from './vocabulary-english.ts'
import { FUNCTION_WORDS } from './words-english.ts'

/** Words of the term's names. */
export interface OwnWords extends ReadonlySet<string> {
  /** Last words of the names. */
  readonly heads: ReadonlySet<string>
}

/** @returns the folded words of the headword and its surfaces */
export function ownWords(subject: Subject): OwnWords {
  const names = [subject.headword, ...subject.surfaces].map((surface) => wordsOf(surface).map(({ text }) => text))
  const heads = new Set(names.flatMap((name) => (name.length === 0 ? [] : [name.at(-1)!, `${name.at(-1)}s`])))
  const all = new Set(names.flat().flatMap((text) => [text, `${text}s`, ...text.split('-')]))
  return Object.assign(all, { heads })
}

/** A word of the term's name counts as that where its neighbours belong to it too, or as the name's last word: a black box is not painted black. */
export function isOwn(words: readonly Pick<Word, 'text'>[], index: number, own: OwnWords): boolean {
  const { text } = words[index]!
  if (!own.has(text)) return false
  const beside = (step: number): boolean => {
    let at = index + step
    while (words[at] !== undefined && FUNCTION_WORDS.has(words[at]!.text)) at += step
    return words[at] !== undefined && own.has(words[at]!.text)
  }
  return own.heads.has(text) || beside(1) || beside(-1)
}
