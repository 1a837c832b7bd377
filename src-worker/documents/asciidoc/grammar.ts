import { displayWidth } from '../lines.ts'
import type { Attributes } from './inline.ts'

/** The marks AsciiDoc's blocks begin with, and the attribute entries that hold for the whole file. */

/** Delimited blocks whose content is blocks again, and what kind their paragraphs are. */
export const COMPOUND = /^(?:={4,}|\*{4,}|_{4,}|--|"")$/u
/** Delimited blocks whose content is taken as it stands or not at all. */
export const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,}[\w-]*|~{4,})$/u
export const TABLE = /^[|,:!]={3,}$/u
export const SKIPPED =
  /^(?:\/\/(?!\/)|(?:include|ifdef|ifndef|endif|ifeval)::|'''+$|<<<+$|-{3}$|\*{3}$|- - -$|\* \* \*$|:!?[\w][\w-]*!?:(?:\s|$))/u
export const BLOCK_MACRO = /^[a-z][\w-]*::[^\s[]*\[[^\n]*\]$/u
export const ATTRIBUTES = /^\[(?:[^[\]\n]|\[[^[\]\n]*\]){0,1000}\]$/u
export const ANCHORS = /^(?:\[\[[^[\]\n]{1,200}\]\]\s*)+/u
export const SECTION = /^(={1,6}|#{1,6})\s+(?=\S)/u
export const UNDERLINE = /^(?:={2,}|-{2,}|~{2,}|\^{2,}|\+{2,})$/u
export const LIST_ITEM = /^(?:(\*{1,6}|-|\.{1,6}|•)|(\d{1,4}\.|[a-zA-Z]\.|[ivxIVX]{1,6}\))|(<(?:\d+|\.)>))\s+(?=\S)/u
export const DESCRIPTION = /^(\S(?:.{0,500}?\S)??)(:{2,4}|;;)(?:\s+|$)/u
export const ADMONITION = /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+/u
export const CODE_STYLE =
  /^\[\s*"?(?:source|listing|literal|synopsis|stem|latexmath|asciimath|pass|ditaa|graphviz|plantuml|mermaid|subs|verse\s*\])/u

/** A line of signs underlines a title when it is about as long as it is wide. */
export function underlines(under: string, title: string): boolean {
  return Math.abs(under.length - title.length) <= 2 || Math.abs(under.length - displayWidth(title)) <= 3
}

/** `:name: value` entries whose value is words. */
export function attributeEntries(source: string): Attributes {
  const found = new Map<string, string>()
  for (const match of source.matchAll(/^:([\w-]{1,60}):[ \t]+([^\n\r]{1,200})$/gmu)) {
    const value = match[2]!.trim()
    if (/^[\p{L}\p{N} .,'-]+$/u.test(value) && /\p{L}/u.test(value)) found.set(match[1]!, value)
  }
  return found
}
