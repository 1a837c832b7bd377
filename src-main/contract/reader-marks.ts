/** What the reader marks: every use of a term, only its first in the document, terms with open problems, nothing. No schema here: the window imports it. */
export const READER_MARKS = ['all', 'first', 'problems', 'none'] as const
export type ReaderMarks = (typeof READER_MARKS)[number]

/** Where the reader stands in the window; `auto` = beside the list where the window is wide enough for it to be read there. */
export const READER_PLACES = ['auto', 'beside', 'below'] as const
export type ReaderPlaces = (typeof READER_PLACES)[number]
