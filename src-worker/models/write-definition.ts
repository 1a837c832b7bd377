import type { Passage } from '../../src-main/contract/blocks.ts'
import { engineFor } from '../language/engines.ts'
import type { LanguageEngine } from '../language/types.ts'
import type { Asker } from './asker.ts'
import { type DefineInput, type DefinitionAnswer, defineQuestion } from './define-prompt.ts'
import { problemsOf, wrongQuotes } from './grounding/check.ts'
import type { CheckedPassage, Subject } from './grounding/types.ts'

/** A definition asked for, checked, repaired once, and said of each sentence whether it may be shown as supported. */

export interface JudgedSentence {
  readonly text: string
  readonly ids: readonly string[]
  /** Empty = supported. */
  readonly problems: readonly string[]
}

export interface Written {
  readonly sentences: readonly JudgedSentence[]
  /** The model says that the passages don't tell. */
  readonly insufficient: boolean
}

export interface DefinitionTask {
  readonly input: DefineInput
  readonly passages: ReadonlyMap<string, CheckedPassage & { readonly source: Passage }>
  readonly subject: Subject
}

/** @throws ModelError when there is no usable answer; AppError when the language's dictionary can't be read; the signal's reason */
export async function writeDefinition(asker: Asker, task: DefinitionTask, question = defineQuestion(task.input)): Promise<Written> {
  const engine = await engineFor(task.subject.language)
  const first = await asker.ask(question)
  const judged = judge(first.value, task, engine)
  const wrong = complaints(first.value, judged, task)
  if (wrong.length === 0) return judged
  const again = `Some of this does not hold:\n${wrong.join('\n')}\nAnswer again with the whole JSON object. Keep only what the cited passages say, in their words; leave out what they don't.`
  const second = judge((await asker.ask(question, { text: first.text, wrong: again })).value, task, engine)
  return better(judged, second)
}

function judge(answer: DefinitionAnswer, { passages, subject }: DefinitionTask, engine: LanguageEngine): Written {
  const sentences = answer.sentences.map(({ text, ids }, index): JudgedSentence => {
    const plain = text.replace(/\s+/gu, ' ').trim()
    return { text: plain, ids, problems: problemsOf({ text: plain, ids }, passages, subject, index === 0, engine) }
  })
  return { sentences: sentences.filter(({ text }) => text !== ''), insufficient: answer.insufficient_evidence || sentences.length === 0 }
}

/** What to tell the model; our own words and its own sentences only. */
function complaints(answer: DefinitionAnswer, { sentences }: Written, { passages }: DefinitionTask): string[] {
  const quotes = answer.insufficient_evidence ? [] : wrongQuotes(answer.evidence, passages)
  return [
    ...sentences.flatMap(({ text, problems }) => problems.map((problem) => `- “${text}”: ${problem}`)),
    ...quotes.map((quote) => `- ${quote}`),
  ].slice(0, 8)
}

const supported = ({ sentences }: Written): number => sentences.filter(({ problems }) => problems.length === 0).length

/** The repaired answer, unless it lost what was good. */
function better(first: Written, second: Written): Written {
  if (supported(second) !== supported(first)) return supported(second) > supported(first) ? second : first
  return second.sentences.length <= first.sentences.length ? second : first
}
