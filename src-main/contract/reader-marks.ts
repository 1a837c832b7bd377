/** What the reader marks: every use of a term, only its first in the document, terms with open problems, nothing. No schema here: the window imports it. */
export const READER_MARKS = ['all', 'first', 'problems', 'none'] as const
export type ReaderMarks = (typeof READER_MARKS)[number]
