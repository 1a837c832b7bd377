import type { Block, Language } from '../../src-main/contract/blocks.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { LanguageEngine, Sentence } from '../language/types.ts'
import { decapitalise, prepareText } from './prepare.ts'
import { englishTokens } from './shapes-english.ts'
import { japaneseTokens, nounRunSpans } from './shapes-japanese.ts'
import { otherTokens, wordGramSpans } from './shapes-other.ts'
import { keyOf, nounPhraseSpans, shapeOf } from './spans.ts'
import type { Span, TermToken } from './types.ts'

/** A candidate occurrence of a sentence, with its key. */
export interface KeyedSpan extends Span {
  readonly key: string
  readonly shape: string
  readonly start: number
  readonly end: number
}

export interface AnalysedSentence {
  /** Offsets in the block's text. */
  readonly start: number
  readonly end: number
  readonly tokens: readonly TermToken[]
  readonly spans: readonly KeyedSpan[]
  /** Lemmas of its finite verbs. */
  readonly verbs: readonly string[]
}

export interface AnalysedBlock {
  readonly block: Block
  readonly language: Language
  readonly sentences: readonly AnalysedSentence[]
}

const TITLE_LIKE = new Set<Block['kind']>(['heading', 'definition-term', 'glossary-term', 'caption'])

/** Key of a stretch of text in a language whose keys are folded surfaces (Japanese, others). */
const surfaceKey = (text: string): string => foldKey(text.replace(/[・･]/gu, ''))

function spansOf(tokens: readonly TermToken[], text: string, language: Language): KeyedSpan[] {
  const spans = language === 'ja' ? nounRunSpans(tokens) : language === 'en' ? nounPhraseSpans(tokens) : wordGramSpans(tokens, text)
  const out: KeyedSpan[] = []
  for (const span of spans) {
    const start = tokens[span.from]!.start
    const end = tokens[span.to - 1]!.end
    if (end - start > 80) continue
    const key = language === 'en' ? keyOf(tokens, span) : surfaceKey(text.slice(start, end))
    if (key.length >= 2) out.push({ ...span, key, shape: shapeOf(tokens, span), start, end })
  }
  return out
}

const verbsOf = (sentence: Sentence, language: Language): string[] =>
  language === 'en' ? sentence.tokens.filter((token) => token.pos === 'VERB').map((token) => token.lemma) : []

/** Sentences, tokens and candidates of one block. Linear in the length of its text. */
export function analyseBlock(block: Block, engine: LanguageEngine, tag: string): AnalysedBlock {
  const { language } = engine
  const prepared = prepareText(block)
  const text = language === 'en' && TITLE_LIKE.has(block.kind) ? decapitalise(prepared.text) : prepared.text
  const sentences = engine.analyse(text).map((sentence) => {
    const tokens =
      language === 'ja'
        ? japaneseTokens(sentence, block.text, prepared.codeAt)
        : language === 'en'
          ? englishTokens(sentence, block.text, prepared.codeAt)
          : otherTokens(sentence, tag, prepared.codeAt)
    return {
      start: sentence.start,
      end: sentence.end,
      tokens,
      spans: spansOf(tokens, block.text, language),
      verbs: verbsOf(sentence, language),
    }
  })
  return { block, language, sentences }
}
