/**
 * Names of the parts of containers (`page 7`, `slide 3 notes`, `Sheet!B7`, `chapter 2`, `0:01:02`) as people read them. Parsers write the
 * English names (src-worker/documents); a sheet's cell and a time are the same in every language.
 */

export type PartLanguage = 'en' | 'ja'

const JAPANESE: readonly (readonly [RegExp, string])[] = [
  [/^page (\d+)$/u, '$1ページ'],
  [/^slide (\d+)$/u, 'スライド$1'],
  [/^slide (\d+) notes$/u, 'スライド$1のノート'],
  [/^chapter (\d+)$/u, '第$1章'],
  [/^cell (\d+)$/u, 'セル$1'],
  [/^footnote (.+)$/u, '脚注$1'],
  [/^endnote (.+)$/u, '文末脚注$1'],
  [/^comment (.+)$/u, 'コメント$1'],
  [/^message (\d+)$/u, 'メール$1'],
]

/** A part in the language of the window or of an export. */
export function partLabel(part: string, language: PartLanguage): string {
  if (language === 'en') return part
  for (const [pattern, shown] of JAPANESE) if (pattern.test(part)) return part.replace(pattern, shown)
  return part
}

/** Where a passage is: `guide.md:12`, `report.pdf, page 7`. Lines of a container's text are nothing people can look up. */
export function placeLabel(file: string, line: number, part: string | undefined, language: PartLanguage): string {
  if (part === undefined) return `${file}:${line}`
  return language === 'ja' ? `${file}、${partLabel(part, language)}` : `${file}, ${part}`
}

/** What a heading over a stretch of a document says: the sheet for its cells, else the part itself. */
export const partGroup = (part: string): string => /^(.*)![A-Z]{1,3}\d+$/u.exec(part)?.[1] ?? part

/** Fragment of a link to the place: viewers of PDF know `#page=7`, those of text `#L12`; other containers have none. */
export function placeFragment(line: number, part: string | undefined): string {
  if (part === undefined) return `#L${line}`
  const page = /^page (\d+)$/u.exec(part)?.[1]
  return page === undefined ? '' : `#page=${page}`
}
