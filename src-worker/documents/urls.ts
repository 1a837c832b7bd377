import type { BlockText } from './block-text.ts'

/**
 * Addresses written out in running text: they are no words, and their parts (`www`, `com`, path segments) must not become terms.
 * E-mail addresses too. Each alternative is linear: no nested repetition.
 */
const ADDRESS =
  /(?:(?:https?|ftps?|git|ssh|file|irc|wss?|s3|gs):\/\/|mailto:)[A-Za-z0-9/~.:_%?=&@#+$*(),;!'-]*[A-Za-z0-9/_=-]|(?<![\w.+-])www\.[A-Za-z0-9.-]+(?:\/[A-Za-z0-9/~.:_%?=&@#+-]*)?|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]*[A-Za-z]/gu

/** Copies source[start, end) into the block without the addresses in it. */
export function copyWithoutAddresses(into: BlockText, source: string, start: number, end: number): void {
  const text = source.slice(start, end)
  if (!/:\/\/|www\.|@|mailto:/u.test(text)) {
    into.copy(start, end)
    return
  }
  let from = start
  for (const match of text.matchAll(ADDRESS)) {
    // An address in angle brackets takes them along.
    const bracketed = text[match.index - 1] === '<' && text[match.index + match[0].length] === '>'
    const at = start + match.index - (bracketed ? 1 : 0)
    if (at > from) into.copy(from, at)
    from = start + match.index + match[0].length + (bracketed ? 1 : 0)
  }
  into.copy(from, end)
}
