/** Running text of a sentence as a glossary shows it. */

/** White space folded, footnote marks, list marks and stray brackets at the ends removed; words untouched. */
export function cleanSentence(raw: string): string {
  return raw
    .replace(/\s+/gu, ' ')
    .replace(/\[\^?[\w-]{1,12}\](?!\()/gu, '')
    .replace(/^\s*(?:[-*•‣◦]\s+|\(?\d{1,3}[.)]\s+)/u, '')
    .replace(/\s+([,.;:!?、。])/gu, '$1')
    .replace(/\(\s*\)|（\s*）/gu, '')
    .replace(/ {2,}/gu, ' ')
    .trim()
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/**
 * The sentence without its headword and copula, as dictionaries write: `A fast-forward is a special type of merge.` → `A special type of
 * merge.` Returned unchanged where the sentence does not have that form.
 */
export function withoutHeadword(sentence: string, headword: string, language: 'en' | 'ja' | 'other'): string {
  const term = escaped(headword)
  if (language === 'ja') {
    const match = new RegExp(`^[「『]?${term}[」』]?(?:[（(][^）)]*[）)])?(?:とは|は)[、，]?`, 'iu').exec(sentence)
    const rest = match ? sentence.slice(match[0].length).trim() : ''
    return rest.length >= 8 ? rest : sentence
  }
  const match = new RegExp(
    `^(?:an?|the)?\\s*["'“]?${term}(?:e?s)?["'”]?\\s*(?:\\([^)]*\\))?,?\\s+(?:is|are|means|refers to|denotes)\\s+`,
    'iu',
  ).exec(sentence)
  const rest = match ? sentence.slice(match[0].length).trim() : ''
  return rest.length >= 12 ? rest[0]!.toUpperCase() + rest.slice(1) : sentence
}
