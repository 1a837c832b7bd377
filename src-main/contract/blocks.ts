import { z } from 'zod'

/**
 * A parsed document. Offsets are UTF-16 units. `decoded` is the whole file decoded (BOM removed, line ends kept); a block's
 * `text` is its running text with the markup removed and entities decoded; `map` leads from `text` back to `decoded`.
 */

export const BLOCK_KINDS = [
  'heading',
  'paragraph',
  'list-item',
  /** The term of a definition list (dt, rst definition list, AsciiDoc `term::`); the following `definition` blocks belong to it. */
  'definition-term',
  'definition',
  /** One cell; `row` and `column` count from 0, row 0 is the header row where the table has one (`header: true`). */
  'table-cell',
  'caption',
  'quote',
  /** Kept for the reader; never part of the running text that terms come from. */
  'code',
  /** A term of an explicit glossary (rst `.. glossary::`, AsciiDoc `[glossary]`); its `definition` blocks follow. */
  'glossary-term',
] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

export const INLINE_KINDS = ['code', 'emphasis', 'strong', 'link', 'ruby', 'footnote-ref'] as const
export type InlineKind = (typeof INLINE_KINDS)[number]

/** A stretch [start, end) of a block's `text`. `reading` is the ruby text of a `ruby` span. */
export const inlineSpanSchema = z.object({
  kind: z.enum(INLINE_KINDS),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  reading: z.string().optional(),
})
export type InlineSpan = z.infer<typeof inlineSpanSchema>

export const blockSchema = z.object({
  kind: z.enum(BLOCK_KINDS),
  /** Heading level 1–6, or nesting depth of a list item from 1. */
  level: z.int().positive().optional(),
  row: z.int().nonnegative().optional(),
  column: z.int().nonnegative().optional(),
  header: z.boolean().optional(),
  /** Container part: page, slide, sheet!cell, chapter. Offsets then count in the decoded text of the whole file all the same. */
  part: z.string().optional(),
  text: z.string(),
  /**
   * Source map: flat quadruples [textStart, textLength, sourceStart, sourceLength], ascending, not overlapping. Equal lengths = copied
   * one to one; different lengths = one unit that maps as a whole (an entity, an escape, a folded line break). Characters of `text`
   * outside every quadruple were inserted by the parser.
   */
  map: z.array(z.int().nonnegative()),
  /** Range of the block in `decoded`. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** 1-based line of `start`. */
  line: z.int().positive(),
  spans: z.array(inlineSpanSchema).optional(),
})
export type Block = z.infer<typeof blockSchema>

export const LANGUAGES = ['en', 'ja', 'other'] as const
/** `other` covers every language without an engine of its own; `tag` in ParsedDocument says which one was detected. */
export type Language = (typeof LANGUAGES)[number]

export const parsedDocumentSchema = z.object({
  /** SHA-256 of the file's bytes, hex; with `~` and an encoding where a person chose one (text/content-key.ts). */
  contentHash: z.string(),
  parserVersion: z.string(),
  /** Label of the encoding the bytes were decoded with, e.g. `utf-8`, `shift_jis`. */
  encoding: z.string(),
  language: z.enum(LANGUAGES),
  /** BCP 47 tag of the detected language. */
  tag: z.string(),
  title: z.string().optional(),
  decoded: z.string(),
  blocks: z.array(blockSchema),
  /** Sentences about what was lost or guessed (invalid bytes replaced, truncated …). */
  warnings: z.array(z.string()),
})
export type ParsedDocument = z.infer<typeof parsedDocumentSchema>

/** A passage in a document: `quote` is `foldQuote(decoded.slice(start, end))` (text/quote.ts); `line` is 1-based. */
export const passageSchema = z.object({
  contentHash: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  line: z.int().positive(),
  quote: z.string(),
})
export type Passage = z.infer<typeof passageSchema>

/**
 * A passage that parts of a text are from: `ends` = the offsets in that text at which those parts end, ascending, where the text was written sentence by sentence.
 * Without it the passage is the source of the whole text.
 */
export const sourceSchema = passageSchema.extend({ ends: z.array(z.int().nonnegative()).optional() })
export type SourcePassage = z.infer<typeof sourceSchema>
