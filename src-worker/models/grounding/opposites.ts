/** Words of which one says the contrary of the other: a sentence that has one where its passages only have the other turns what they say. */

const PAIRS_EN: readonly (readonly [RegExp, RegExp])[] = [
  [/\bat least\b/u, /\bat most\b|\bup to\b|\bno more than\b/u],
  [/\bat most\b|\bup to\b/u, /\bat least\b/u],
  [/\bbefore\b/u, /\bafter\b/u],
  [/\bafter\b/u, /\bbefore\b/u],
  [/\b(?:more|longer|larger|higher|greater|above|over)\s+than\b/u, /\b(?:less|fewer|shorter|smaller|lower)\s+than\b/u],
  [/\b(?:less|fewer|shorter|smaller|lower)\s+than\b/u, /\b(?:more|longer|larger|higher|greater)\s+than\b/u],
  [/\babove\b/u, /\bbelow\b/u],
  [/\bbelow\b/u, /\babove\b/u],
  [/\bminimum\b/u, /\bmaximum\b/u],
  [/\bmaximum\b/u, /\bminimum\b/u],
  [/\bearlier\b/u, /\blater\b/u],
  [/\blater\b/u, /\bearlier\b/u],
]
const PAIRS_JA: readonly (readonly [RegExp, RegExp])[] = [
  [/以上|を超え/u, /以下|未満/u],
  [/以下|未満/u, /以上|を超え/u],
  [/最長/u, /最短/u],
  [/最短/u, /最長/u],
  [/より前|る前/u, /た後|以後|以降/u],
  [/た後|以後|以降/u, /る前|以前/u],
]

/** A sentence why the text turns its passages, or null. @param text folded, as `evidence` is */
export function turned(text: string, evidence: string, language: 'en' | 'ja'): string | null {
  for (const [said, contrary] of language === 'ja' ? PAIRS_JA : PAIRS_EN) {
    const [word] = said.exec(text) ?? []
    if (word !== undefined && !said.test(evidence) && contrary.test(evidence)) return `Its passages say the opposite of “${word}”.`
  }
  return null
}
