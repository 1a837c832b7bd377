import type { AnalysedSentence, KeyedSpan } from '../terms/blocks.ts'

/** Nothing of the same noun phrase stands before the span. */
export function opensRun(sentence: AnalysedSentence, span: KeyedSpan): boolean {
  const before = sentence.tokens[span.from - 1]
  return before === undefined || before.shape === '-' || before.shape === 'O'
}

/** Nothing of the same noun phrase stands after the span. */
export function closesRun(sentence: AnalysedSentence, span: KeyedSpan): boolean {
  const after = sentence.tokens[span.to]
  return after === undefined || (after.shape !== 'N' && after.shape !== 'P' && after.shape !== 'X' && after.shape !== 'A')
}
