/** Header cells of tables that define terms. */

const LANGUAGE = '(?:en|ja|jp|eng|jpn|english|japanese|英語|日本語|和語|英名|和名|英訳|和訳|英|和)'
const TERM = '(?:terms?|names?|words?|abbreviations?|acronyms?|concepts?|phrases?|用語|略語|略称|名称|語|言葉|単語|概念)'
const DEFINITION = '(?:definitions?|meanings?|descriptions?|explanations?|stands? for|定義|意味|説明|解説|内容|概要|正式名称?)'
const MARK = `[\\s_-]*[(（[]?${LANGUAGE}[)）\\]]?`

/** Names the column of terms. */
export const TERM_HEADER = new RegExp(`^(?:${TERM}(?:${MARK})?|${LANGUAGE}[\\s_-]*(?:の)?${TERM}|${LANGUAGE})$`, 'iu')
/** Names the column of what they mean. */
export const DEFINITION_HEADER = new RegExp(`^(?:${DEFINITION}(?:${MARK})?|${LANGUAGE}[\\s_-]*(?:の|で)?${DEFINITION})$`, 'iu')
/** Names a language: the column of a glossary in two. */
export const LANGUAGE_LABEL = new RegExp(
  `^(?:${LANGUAGE}|(?:${TERM}|${DEFINITION})${MARK}|${LANGUAGE}[\\s_-]*(?:の|で)?(?:${TERM}|${DEFINITION}))$`,
  'iu',
)
