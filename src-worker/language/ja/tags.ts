import type { Pos } from '../types.ts'

/** IPADIC part-of-speech fields of a word, up to three that say something, e.g. `名詞,接尾,サ変接続`. */
export type IpadicTag = string

const NOUN_KINDS: Record<string, Pos> = {
  固有名詞: 'PROPN',
  数: 'NUM',
  接尾: 'AFFIX',
  代名詞: 'PRON',
  // Formal nouns (こと, もの, ため): grammar, never part of a term.
  非自立: 'PART',
  // Stems of na-adjectives (安全, 可能): they modify as adjectives do; the tag tells them from い-adjectives.
  形容動詞語幹: 'ADJ',
  接続詞的: 'CONJ',
  動詞非自立的: 'AUX',
  特殊: 'AUX',
}

const PARTICLE_KINDS: Record<string, Pos> = {
  並立助詞: 'CONJ',
  接続助詞: 'CONJ',
  副助詞: 'PART',
  終助詞: 'PART',
  '副助詞／並立助詞／終助詞': 'PART',
  特殊: 'PART',
}

const SYMBOL_KINDS: Record<string, Pos> = {
  句点: 'PUNCT',
  読点: 'PUNCT',
  括弧開: 'PUNCT',
  括弧閉: 'PUNCT',
  アルファベット: 'NOUN',
}

const OTHER: Record<string, Pos> = {
  接頭詞: 'AFFIX',
  副詞: 'ADV',
  連体詞: 'DET',
  接続詞: 'CONJ',
  助動詞: 'AUX',
}

/**
 * IPADIC's tag in Universal parts of speech, as far as term patterns need it.
 * @param tag the fields joined by commas (IpadicTag)
 */
export function posOf(tag: IpadicTag): Pos {
  const [top = '', kind = '', detail = ''] = tag.split(',')
  switch (top) {
    case '名詞':
      if (kind === '接尾' && detail === '助動詞語幹') return 'AUX'
      if (kind === '非自立' && detail === '助動詞語幹') return 'AUX'
      return NOUN_KINDS[kind] ?? 'NOUN'
    case '動詞':
      return kind === '自立' ? 'VERB' : 'AUX'
    case '形容詞':
      return kind === '自立' ? 'ADJ' : 'AUX'
    case '助詞':
      return PARTICLE_KINDS[kind] ?? 'ADP'
    case '記号':
      return SYMBOL_KINDS[kind] ?? 'SYM'
    default:
      return OTHER[top] ?? 'OTHER'
  }
}

/** The fields of a feature line that say something, joined: `名詞,サ変接続,*,*` → `名詞,サ変接続`. */
export function tagOf(fields: readonly string[]): IpadicTag {
  return fields
    .slice(0, 3)
    .filter((field) => field !== undefined && field !== '*')
    .join(',')
}
