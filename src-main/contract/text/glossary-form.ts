/** A defining sentence as a glossary writes it: without the headword it stands under. */

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/**
 * The sentence without its headword and copula, as dictionaries write: `A fast-forward is a special type of merge.` → `A special type of
 * merge.` Returned unchanged where the sentence does not have that form.
 */
export function withoutHeadword(sentence: string, headword: string, language: string): string {
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
