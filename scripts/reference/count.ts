import type { LanguageEngine, Token } from '../../src-worker/language/types.ts'

/** Counts of one field's words. */
export interface FieldCounts {
  total: number
  readonly forms: Map<string, number>
  readonly lemmas: Map<string, number>
  /** Japanese: runs of nouns written as one word (個人情報). */
  readonly compounds: Map<string, number>
}

export const emptyCounts = (): FieldCounts => ({ total: 0, forms: new Map(), lemmas: new Map(), compounds: new Map() })

const ENGLISH_WORD = /^[a-z]+(?:[-'’][a-z]+)*$/u
const JAPANESE_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u
const LONGEST_COMPOUND = 4

/** Adds the words of a text. English: inflected forms and lemmas; Japanese: base forms (which are the parts of compounds) and noun runs. */
export function countText(engine: LanguageEngine, text: string, counts: FieldCounts): void {
  for (const { tokens } of engine.analyse(text)) {
    if (engine.language === 'ja') countJapanese(tokens, counts)
    else countEnglish(tokens, counts)
  }
}

function countEnglish(tokens: readonly Token[], counts: FieldCounts): void {
  for (const { surface, lemma } of tokens) {
    const form = surface.toLowerCase().replace('’', "'")
    if (!ENGLISH_WORD.test(form) || form === 'x') continue
    counts.total++
    bump(counts.forms, form)
    bump(counts.lemmas, ENGLISH_WORD.test(lemma) ? lemma : form)
    if (form.includes('-')) for (const part of form.split('-')) if (ENGLISH_WORD.test(part)) bump(counts.forms, part)
  }
}

function countJapanese(tokens: readonly Token[], counts: FieldCounts): void {
  let run: Token[] = []
  for (const token of tokens) {
    const word = JAPANESE_WORD.test(token.surface)
    if (word) {
      counts.total++
      bump(counts.forms, token.lemma)
    }
    if (word && inCompound(token) && (run.length === 0 || run.at(-1)!.end === token.start)) run.push(token)
    else {
      countCompound(run, counts)
      run = word && inCompound(token) ? [token] : []
    }
  }
  countCompound(run, counts)
}

function inCompound({ pos }: Token): boolean {
  return pos === 'NOUN' || pos === 'ADJ' || pos === 'AFFIX'
}

function countCompound(run: readonly Token[], counts: FieldCounts): void {
  if (run.length < 2 || run.length > LONGEST_COMPOUND || run.every((token) => token.pos === 'AFFIX')) return
  if (run[0]!.tag.startsWith('形容詞') || run.some((token) => token.tag.startsWith('形容詞'))) return
  bump(counts.compounds, run.map((token) => token.surface).join(''))
}

export function bump(map: Map<string, number>, key: string, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by)
}
