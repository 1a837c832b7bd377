import { hasCjk } from '../../src-main/contract/text/fold.ts'

/** Which of many folded forms a folded text mentions, found in one pass over the text. */

/** A text as words between single spaces, one at each end. */
const asWords = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `

/** Does the folded text mention the folded form: as whole words, or anywhere when the form has Japanese or Chinese characters. */
export const mentions = (text: string, key: string): boolean => (hasCjk(key) ? text.includes(key) : asWords(text).includes(` ${key} `))

const LETTER = /[\p{L}\p{N}]/u
const PLURAL = /^e?s(?![\p{Script=Latin}\p{N}])/u

/** Can a word in Latin letters go on into this character? Beside a Japanese one it ends. */
const goesOn = (character: string): boolean => LETTER.test(character) && !hasCjk(character)
const firstOf = (text: string): string => [...text.slice(0, 2)][0] ?? ''
const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? ''

/**
 * Where the folded text has the folded form: as words of their own, in the plural too, or anywhere when the form has Japanese or Chinese characters. Unlike
 * `mentions` it finds forms with signs in them (`c++`), and Latin ones right beside Japanese.
 * @returns UTF-16 units from the text's start; -1: nowhere
 */
export function wordsAt(text: string, key: string): number {
  if (key === '') return -1
  if (hasCjk(key)) return text.indexOf(key)
  const [opens, closes] = [goesOn(firstOf(key)), goesOn(lastOf(key))]
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const after = text.slice(at + key.length, at + key.length + 4)
    if (opens && goesOn(lastOf(text.slice(Math.max(0, at - 2), at)))) continue
    if (!closes || !goesOn(firstOf(after)) || PLURAL.test(after)) return at
  }
  return -1
}

/**
 * @param keys folded forms
 * @returns for a folded text the indexes of the forms it mentions, ascending, each once
 */
export function mentionsOf(keys: readonly string[]): (text: string) => number[] {
  const byFirstWord = new Map<string, number[]>()
  const byFirstCharacter = new Map<string, number[]>()
  const add = (map: Map<string, number[]>, at: string, index: number): void => {
    const list = map.get(at)
    if (list) list.push(index)
    else map.set(at, [index])
  }
  for (const [index, key] of keys.entries()) {
    if (hasCjk(key)) add(byFirstCharacter, key[0]!, index)
    else add(byFirstWord, key.split(' ')[0]!, index)
  }
  return (text) => {
    const found = new Set<number>()
    if (byFirstCharacter.size > 0) {
      for (let at = 0; at < text.length; at++)
        for (const index of byFirstCharacter.get(text[at]!) ?? []) if (text.startsWith(keys[index]!, at)) found.add(index)
    }
    if (byFirstWord.size > 0) {
      const words = asWords(text)
      for (let at = 0; at < words.length - 1; at = words.indexOf(' ', at + 1)) {
        const end = words.indexOf(' ', at + 1)
        for (const index of byFirstWord.get(words.slice(at + 1, end)) ?? []) if (words.startsWith(` ${keys[index]!} `, at)) found.add(index)
      }
    }
    return [...found].sort((a, b) => a - b)
  }
}
