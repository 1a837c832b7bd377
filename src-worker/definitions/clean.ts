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
