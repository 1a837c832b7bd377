import type { Substitutions } from './inline.ts'

/** The marks reStructuredText's body elements begin with, and the definitions that hold for the whole file. */

/** Elements nested deeper are read as if they were not: nothing real is. */
export const MAX_DEPTH = 100
export const ADORNMENT = /^([!-/:-@[-`{-~])\1{2,}$/u
export const BULLET = /^[-*+•‣⁃](?: +|$)/u
export const ENUMERATOR = /^\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,8}|#)[.)] +/u
export const FIELD = /^:(?![:\s])((?:[^:\n]|:(?!\s|$)){1,200}):(?: +|$)/u
export const OPTION = /^(?:-\w|--[\w-]+|\/\w)(?:[ =][\w<[-][^\s,]*)?(?:, (?:-\w|--[\w-]+)(?:[ =][^\s,]+)?)* {2,}(?=\S)/u
export const PARAMETER_FIELD =
  /^(?:param|parameter|arg|argument|key|keyword|type|raises?|except|exception|returns?|rtype|var|ivar|cvar|vartype|meta|platform|synopsis)\b/u
export const DIRECTIVE = /^((?:[\w.+-]+:)*[\w.+-]+) ?::(?: +|$)/u

/** `.. |name| replace:: text`, as plain text: marks and nested substitutions are taken out. */
export function substitutionsOf(source: string): Substitutions {
  const found = new Map<string, string>()
  if (!source.includes('.. |')) return found
  for (const match of source.matchAll(/^[ \t]*\.\. \|([^|\n]{1,80})\| +replace:: +([^\n\r]{1,500})/gmu)) {
    found.set(
      match[1]!,
      match[2]!
        .replace(/\|[^|\s]{1,80}\|/gu, ' ')
        .replace(/[*`]|<[^<>]*>`?_?/gu, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
  }
  return found
}
