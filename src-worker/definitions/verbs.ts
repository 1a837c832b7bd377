import type { Language } from '../../src-main/contract/blocks.ts'

/**
 * Verbs that a sentence defines: `To peel an object means to …`, 「巻き戻す」とは…. Verbs are no candidates by themselves: running text holds
 * hundreds of them, and people list only those they explain.
 */

export interface DefinedVerb {
  /** Dictionary form, lower-cased. */
  readonly key: string
  /** Offsets in the sentence. */
  readonly start: number
  readonly end: number
}

const ENGLISH =
  /^(?:(?:in|for|within)\s[^,.]{2,30},\s+)?to\s+["'“‘*]*([a-z]{3,}(?:-[a-z]+)*)["'”’*]*(?:\s+[^.,;:]{1,60}?)?["'”’*]*\s+(?:means|is)\s+to\s/iu
const JAPANESE = /^[\s「『“"]*(\p{Script=Han}[\p{Script=Han}ぁ-ん]{0,6}[うくぐすつぬぶむる])[」』”"]*(?:とは|というのは)[、，]?/u

/** Verbs that say nothing by themselves: `To do this is to …`. */
const LIGHT =
  /^(?:do|be|have|make|get|take|give|go|come|put|say|see|know|think|try|help|start|begin|keep|let|use|learn|understand|want|need|avoid|ensure|this|that|する|いう|言う|なる|ある|見る|行う|使う|知る|考える)$/iu

/** The verb a sentence defines by its form; null where it defines none. */
export function definedVerb(sentence: string, language: Language): DefinedVerb | null {
  if (language === 'other') return null
  const match = (language === 'ja' ? JAPANESE : ENGLISH).exec(sentence)
  const verb = match?.[1]
  if (!match || !verb || LIGHT.test(verb)) return null
  const start = match.index + match[0].search(new RegExp(`(?<!\\p{L})${verb}`, 'u'))
  return { key: verb.toLowerCase(), start, end: start + verb.length }
}
