import type { Language } from '../../src-main/contract/blocks.ts'

/** A feature of a sentence that makes it lean on its surroundings, and what is left of its score. */
type Malus = readonly [RegExp, number]

const ENGLISH: readonly Malus[] = [
  [/^(?:this|these|that|those|it|they|he|she|such|there|here|its|their|both|each of these)\b/iu, 0.45],
  [
    /^(?:however|therefore|thus|but|and|so|then|also|moreover|furthermore|hence|otherwise|instead|similarly|finally|or|nor|yet|for example|for instance|in addition|in this case)\b/iu,
    0.6,
  ],
  [
    /\b(?:above|below|previous(?:ly)?|following|earlier|this (?:section|chapter|page|document|guide|example|tutorial)|see also|as shown|figure \d|table \d)\b/iu,
    0.75,
  ],
  [/^(?:see|note|use|run|add|set|click|open|make|try|check|do|don't|let|please|read|refer|if|when|to)\b/iu, 0.6],
  [/\b(?:we|our|us|i|my|i'm|let's)\b/iu, 0.8],
  [/\b(?:you|your)\b/iu, 0.85],
  // Announces a list, and says nothing without it.
  [/:\s*$/u, 0.4],
  [/[;,]\s*$/u, 0.6],
  [/\b(?:as follows|the following)\b[^.]{0,40}[:.]\s*$/iu, 0.3],
  [/\?\s*$/u, 0.25],
  [/^[a-z]/u, 0.8],
  [/\b(?:must|should|need to|needs to|has to|have to|can't|cannot|don't|doesn't|isn't|won't)\b/iu, 0.85],
]

const JAPANESE: readonly Malus[] = [
  [/^(?:これ|それ|あれ|この|その|あの|ここ|そこ|こう|そう|同様|前者|後者|両者)/u, 0.45],
  [
    /^(?:また|しかし|そのため|したがって|従って|ただし|なお|さらに|次に|たとえば|例えば|つまり|一方|そして|ですから|だから|では|まず|最後に|もし)/u,
    0.6,
  ],
  [/(?:上記|下記|前述|後述|以下の|次の|前の節|この(?:節|章|ページ|文書|ドキュメント|ガイド|セクション|例))/u, 0.65],
  [/(?:ください|下さい|参照|ましょう|でしょうか|ですか)[。！？]?\s*$/u, 0.4],
  [/(?:必要があります|必要です|しなければ|できません|ありません|なりません|推奨されます)[。]?\s*$/u, 0.6],
  [/(?:私|我々|あなた)/u, 0.8],
  [/[：:]\s*$/u, 0.4],
  [/、\s*$/u, 0.6],
  // A title, not a sentence.
  [/とは[」』”"]?\s*$/u, 0.2],
  [/(?:次|以下)の(?:よう(?:な|に)|とおり|通り|もの)[^。]{0,12}[。：:]?\s*$/u, 0.25],
  [/[？?]\s*$/u, 0.25],
]

function lengthFactor(units: number, tooShort: number, low: number, high: number, tooLong: number): number {
  if (units < tooShort) return 0.3
  if (units < low) return 0.75
  if (units <= high) return 1
  return units <= tooLong ? 0.8 : 0.5
}

/** Chinese, and whatever else is written without spaces between its words. */
const isUnspaced = (text: string): boolean => /\p{Script=Han}{3}/u.test(text)

/** How long a sentence is for its language: words, or characters where words are not spaced. */
export const unitsOf = (text: string, language: Language): number =>
  language === 'ja' || isUnspaced(text) ? text.replace(/\s/gu, '').length : text.split(/\s+/u).filter(Boolean).length

/**
 * How well a sentence reads without its surroundings, 0–1: pronouns and connectives at its start, pointing words, questions, instructions
 * and extreme lengths each cost a share.
 */
export function standAlone(text: string, language: Language): number {
  const units = unitsOf(text, language)
  let score = language === 'ja' || isUnspaced(text) ? lengthFactor(units, 8, 16, 110, 180) : lengthFactor(units, 4, 7, 34, 55)
  for (const [pattern, factor] of language === 'ja' ? JAPANESE : ENGLISH) if (pattern.test(text)) score *= factor
  if (language !== 'ja' && !/[.!?。！？)"'”’\]]\s*$/u.test(text)) score *= 0.85
  return score
}
