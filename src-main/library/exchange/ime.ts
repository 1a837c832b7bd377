/**
 * Facts about the user dictionaries of Japanese input methods, both ways. Mozc: google/mozc `src/dictionary/user_dictionary_util.cc` (limits,
 * characters of a reading, names of the parts of speech) and `src/data/rules/third_party_pos_map.def` (those of MS-IME and ATOK).
 */

/** Mozc refuses a reading, word or comment longer than this, in UTF-8 bytes. */
export const MOZC_FIELD_BYTES = 300
/** Words one dictionary of Mozc takes. */
export const MOZC_ENTRIES = 1_000_000
/** First line by which Gboard knows its dictionary. */
export const GBOARD_HEADER = '# Gboard Dictionary version:1'
/** First line by which ATOK knows a list of words. */
export const ATOK_HEADER = '!!ATOK_TANGO_TEXT_HEADER_1'
/** Head of a list as MS-IME writes it itself; Mozc knows the format by the first line. */
export const MSIME_HEADER = ['!Microsoft IME Dictionary Tool', '!Version:', '!Format:WORDLIST'] as const

/** Characters of a reading every one of the input methods takes: hiragana, ー, ASCII, a few marks (InternalValidateNormalizedReading). */
export const READING_CHARACTERS = /^[\u0021-\u007e\u3041-\u3096\u309b\u309c\u30fb\u30fc\u3001\u3002\u300c-\u300f\u301c]+$/u

/** Mozc's word for "never offer this". */
export const MOZC_SUPPRESSED = '抑制単語'

/** Part of speech of a word by its category here, in each input method's own word. */
export const IME_POS: Readonly<Record<'mozc' | 'msime' | 'atok', Readonly<Record<string, string>>>> = {
  mozc: { term: '名詞', person: '人名', place: '地名', organization: '組織', title: '固有名詞', generic: '名詞' },
  msime: { term: '名詞', person: '人名', place: '地名その他', organization: '固有名詞', title: '固有名詞', generic: '名詞' },
  atok: { term: '名詞', person: '固有人他', place: '固有地名', organization: '固有組織', title: '固有一般', generic: '名詞' },
}

/** The part of speech of a category; a person's own category is a noun. */
export const imePos = (ime: keyof typeof IME_POS, category: string): string => IME_POS[ime][category] ?? '名詞'

/** The category of a part of speech of any of the three, for imports. ATOK's `*` and `$` (registered by hand or by itself) are taken off. */
export function categoryOfImePos(pos: string): string {
  const plain = pos.trim().replace(/[*$]$/u, '')
  if (/^(人名|姓|名|固有人他|固有人姓|固有人名)$/u.test(plain)) return 'person'
  if (/^(地名|地名その他|固有地名)$/u.test(plain)) return 'place'
  if (/^(組織|社名|固有組織)$/u.test(plain)) return 'organization'
  return /^(固有名詞|固有一般|固有商品)$/u.test(plain) ? 'title' : 'term'
}
