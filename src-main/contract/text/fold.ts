/** Folding: when two spellings count as the same string. Pure functions shared by main, worker and renderer. */

const HYPHENS = /[-‐-―−﹘﹣－_]+/gu
const SPACES = /\s+/gu
const CJK = '\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f々〆ヶー'
/** Words of Latin letters and digits, or of kanji and kana, that nothing below changes but for their case. */
const PLAIN = /^(?:[A-Za-z0-9]+(?: [A-Za-z0-9]+)*|[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff々ー]+)$/u
const SPACE_BESIDE_CJK = new RegExp(`(?<=[${CJK}]) (?=[${CJK}])`, 'gu')

/**
 * The key under which spellings of one surface meet: NFKC (folds width), lower case, hyphens and underscores to spaces, runs of white
 * space to one, spaces between two CJK characters dropped. Idempotent: `foldKey(foldKey(s)) === foldKey(s)`.
 */
export function foldKey(surface: string): string {
  // A plain word or phrase, as most are: only its case can differ.
  if (PLAIN.test(surface)) return surface.toLowerCase()
  return surface
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(HYPHENS, ' ')
    .replace(SPACES, ' ')
    .trim()
    .replace(SPACE_BESIDE_CJK, '')
}

/** The form passages are compared in: every run of white space becomes one space, ends trimmed. Nothing else changes. */
export function foldQuote(raw: string): string {
  return raw.replace(SPACES, ' ').trim()
}

/** True when the text holds a kana, so is Japanese whatever else it holds. */
export function hasKana(text: string): boolean {
  return /[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]/u.test(text)
}

/** True when the text holds a Han character or a kana. */
export function hasCjk(text: string): boolean {
  return /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]/u.test(text)
}
