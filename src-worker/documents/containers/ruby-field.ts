/**
 * Furigana as Word keeps it outside of docx: a field `EQ \* jc2 \* hps10 \o\ad(\s\up 9(きしゃ),汽車)`, the reading set above the word.
 */
const RUBY = /^\s*EQ\b[\s\S]{0,200}?\\o\s*(?:\\a[a-z]\s*)?\(\s*\\s\s*\\up\s*\d{1,3}\s*\(([^()]{1,100})\)\s*[,;]\s*([^()]{1,100})\)/iu

/** The word and its reading, or null when the field is no furigana. */
export function rubyOfField(instruction: string): { readonly base: string; readonly reading: string } | null {
  const match = RUBY.exec(instruction.slice(0, 600))
  return match ? { base: match[2]!.trim(), reading: match[1]!.trim() } : null
}

/** Fields whose result is no text of the document: page numbers, tables of contents, an index. */
export const isRunningField = (instruction: string): boolean =>
  /^\s*(?:TOC|INDEX|TOA|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME|FILENAME|PRINTDATE|SAVEDATE)\b/iu.test(instruction)
