import type { Block, Language } from '../../src-main/contract/blocks.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { AnalysedBlock, AnalysedSentence } from '../terms/blocks.ts'
import { keyOf, shapeOf } from '../terms/spans.ts'
import type { Tally } from '../terms/tally.ts'
import type { HitRule } from '../terms/types.ts'
import { DEFINITION_HEADER, LANGUAGE_LABEL, TERM_HEADER } from './headers.ts'

/** What the block at hand is expected to define, said by its place. */
export interface Expected {
  readonly keys: readonly string[]
  readonly rule: Exclude<HitRule, 'pattern' | 'alias' | 'context'>
  /** Offset in the block's text where the definition begins; 0 = at its start. */
  readonly from: number
  /** Index of the sentence it ends with. */
  readonly sentence: number
  /** The term stands there as code, or among options: what is told is what a parameter does. */
  readonly parameter?: boolean
}

/** Sections that are a glossary whatever the format: what their headings, labels and lists name is imported with its definition. */
const GLOSSARY_TITLE = /^(?:[\d.]+\s*)?(?:(?:the |our |project )?glossary(?: of terms)?|list of terms|用語集|用語(?:の)?一覧)$/iu
/** The same as the title of a whole document; inside another document such a section explains what that one speaks of. */
const TERMINOLOGY_TITLE =
  /^(?:[\d.]+\s*)?(?:terminology|terms and definitions|definitions(?: of terms)?|用語|用語(?:の|と)?(?:説明|定義|解説)|用語及び定義|定義)$/iu
const LABEL_END = /^\s*[:：]\s+|^\s*[:：](?=[^\s\d:/])|^\s+[–—-]{1,2}\s+/u
const HEADING_TAIL = /(?:とは|について|の概要|の定義)?[?？]?$/u

/** What no name holds; a slash between capitals (`CI/CD`) and the dots of `Node.js` and `.htaccess` are parts of one. */
const NO_NAME = /[_=<>|\\{}()[\]。、,;:]|(?<![\p{Lu}\d])\/|\/(?![\p{Lu}\d])|--|(?<=[\p{L}\p{N}])\.(?!js\b)\w/u

/** The term a short text is, as the key of its tokens: articles, numbering, quotes and a bracket at the end left out. */
interface Named {
  readonly key: string
  readonly shape: string
  readonly surface: string
}

function namedTerm(text: string, sentence: AnalysedSentence, language: Language): Named | null {
  let tokens = sentence.tokens.filter((token) => /[\p{L}\p{N}]/u.test(token.surface))
  const bracket = /\s*[(（][^()（）]*[)）]\s*$/u.exec(text.slice(0, sentence.end))
  if (bracket && bracket.index > 0) tokens = tokens.filter((token) => token.end <= bracket.index)
  while (tokens.length > 0 && /^(?:an?|the|\d[\d.]*|what|is|are|about|understanding)$/iu.test(tokens[0]!.surface)) tokens = tokens.slice(1)
  const first = tokens[0]
  const last = tokens.at(-1)
  if (!first || !last) return null
  const surface = text.slice(first.start, last.end).replace(language === 'ja' ? HEADING_TAIL : /[?？]?$/u, '')
  if (surface.length < 2 || surface.length > 50 || NO_NAME.test(surface)) return null
  if (tokens.length > (language === 'ja' ? 8 : 5)) return null
  const span = { from: 0, to: tokens.length, maximal: true }
  const key = language === 'en' ? keyOf(tokens, span) : foldKey(surface.replace(/[・･]/gu, ''))
  return { key, shape: shapeOf(tokens, span), surface }
}

/** Reads the structure of a document, block by block: which block defines which term by its place. */
export class StructureReader {
  private announced: { keys: string[]; rule: Expected['rule']; parameter?: boolean } | null = null
  /** The definition list at hand names options. */
  private options = false
  private table: { termColumn: number; definitionColumn: number; row: number; keys: string[] } | null = null
  private headers: string[] = []
  /** What is announced is a heading of a glossary. */
  private entry = false
  /** The document's first heading was read. */
  private titled = false
  /** The glossary section at hand: level of its title, and of the headings that are its entries once one was seen. */
  private glossary: { readonly level: number; entries: number } | null = null
  /** Keys of glossary entries with several terms. */
  readonly shared: string[][] = []
  private readonly language: Language
  private readonly tally: Tally

  constructor(language: Language, tally: Tally) {
    this.language = language
    this.tally = tally
  }

  forget(): void {
    this.announced = null
  }

  /** Takes the next block; returns what it defines by its place, or null. */
  read(analysed: AnalysedBlock): Expected | null {
    const { block } = analysed
    if (block.kind !== 'table-cell') this.table = null
    switch (block.kind) {
      case 'heading':
        this.entry = false
        this.options = false
        this.announced = this.announce(analysed)
        return null
      case 'definition-term':
      case 'glossary-term':
        this.announceTerm(analysed, block.kind === 'glossary-term' || this.glossary !== null ? 'glossary' : 'list')
        return null
      case 'table-cell':
        this.announced = null
        return this.cell(analysed)
      default:
        return this.body(analysed)
    }
  }

  private body(analysed: AnalysedBlock): Expected | null {
    const announced = this.announced
    this.announced = null
    // A heading of a glossary is an entry where a text follows it, not where a list of entries does.
    if (announced && this.entry) for (const key of announced.keys) this.tally.candidate(key, 'N').glossary++
    this.entry = false
    if (announced && (announced.rule === 'heading' || analysed.block.kind === 'definition' || analysed.block.kind === 'paragraph')) {
      return { ...announced, from: 0, sentence: 0 }
    }
    const labelled = this.label(analysed)
    if (!labelled || this.glossary === null) return labelled
    for (const key of labelled.keys) this.tally.candidate(key, 'N').glossary++
    return { ...labelled, rule: 'glossary' }
  }

  /** A heading announces its term; it counts as one only where it already is a candidate or a single word. In a glossary it is an entry. */
  private announce(analysed: AnalysedBlock): { keys: string[]; rule: 'heading' | 'glossary' } | null {
    const [sentence] = analysed.sentences
    const level = analysed.block.level ?? 1
    if (this.glossary && level <= this.glossary.level) this.glossary = null
    const title = analysed.block.text.trim()
    const isTitle = !this.titled
    this.titled = true
    if (GLOSSARY_TITLE.test(title) || (isTitle && level === 1 && TERMINOLOGY_TITLE.test(title))) {
      this.glossary ??= { level, entries: 0 }
      return null
    }
    if (!sentence || analysed.sentences.length > 1) return null
    const named = namedTerm(analysed.block.text, sentence, this.language)
    if (!named) return null
    if (this.glossary) {
      this.glossary.entries ||= level
      if (level !== this.glossary.entries || isClause(named.shape, this.language)) return null
      this.make(named)
      this.entry = true
      return { keys: [named.key], rule: 'glossary' }
    }
    if (!/^[NPAGX]*[NPX]$/u.test(named.shape) && /[ ]/u.test(named.key)) return null
    if (!this.tally.candidates.has(named.key)) this.make(named).heading++
    return { keys: [named.key], rule: 'heading' }
  }

  /** Terms of lists: several terms in a row (`dt dt dd`) share the definition. */
  private announceTerm(analysed: AnalysedBlock, rule: 'glossary' | 'list'): void {
    const { block, sentences } = analysed
    const keys = this.announced && this.announced.rule === rule && !this.entry ? this.announced.keys : []
    this.entry = false
    const [sentence] = sentences
    const option = isOptionLike(block)
    this.options ||= option
    const named = sentence && sentences.length === 1 && !option ? namedTerm(block.text, sentence, this.language) : null
    if (named) {
      const candidate = this.make(named)
      if (rule === 'glossary') candidate.glossary++
      else candidate.listed++
      keys.push(named.key)
    }
    this.announced = { keys, rule, parameter: rule === 'list' && (this.options || isCode(block)) }
    if (rule === 'glossary' && keys.length > 1) this.shared.push(keys)
  }

  private make(named: Named): ReturnType<Tally['candidate']> {
    const candidate = this.tally.candidate(named.key, named.shape)
    if (candidate.surfaces.length === 0) this.tally.surface(candidate, named.surface).initial++
    return candidate
  }

  private cell(analysed: AnalysedBlock): Expected | null {
    const { block, sentences } = analysed
    const row = block.row ?? 0
    const column = block.column ?? 0
    if (row === 0) {
      // The first column of a table may be of another language, and read apart.
      if (column < this.headers.length) this.headers = []
      this.headers[column] = block.text.trim()
      const term = this.headers.findIndex((text) => TERM_HEADER.test(text ?? ''))
      const definition = this.headers.findIndex((text) => DEFINITION_HEADER.test(text ?? ''))
      // Beside the same terms in another language they need no definition to be listed.
      const isList = term >= 0 && LANGUAGE_LABEL.test(this.headers[term]!)
      this.table =
        term >= 0 && (definition > term || isList) ? { termColumn: term, definitionColumn: definition, row: 0, keys: [] } : this.table
      return null
    }
    const { table } = this
    if (!table) return null
    if (column === table.termColumn) {
      const [sentence] = sentences
      const named = sentence && sentences.length === 1 ? namedTerm(block.text, sentence, this.language) : null
      table.keys = named ? [named.key] : []
      table.row = row
      if (named && this.glossary) this.make(named).glossary++
      else if (named) this.make(named).listed++
      return null
    }
    if (column !== table.definitionColumn || row !== table.row || table.keys.length === 0) return null
    return { keys: table.keys, rule: this.glossary ? 'glossary' : 'table', from: 0, sentence: 0 }
  }

  /** `**Term**: what it is`, `Term – what it is` at the start of a paragraph or list item. */
  private label(analysed: AnalysedBlock): Expected | null {
    const { block, sentences } = analysed
    const [sentence] = sentences
    if (!sentence) return null
    const span = block.spans?.find(
      (one) => one.start <= 1 && (one.kind === 'strong' || one.kind === 'emphasis' || one.kind === 'code' || one.kind === 'link'),
    )
    let end = span?.end ?? -1
    if (end < 0) {
      if (block.kind !== 'list-item') return null
      end = /^[\p{L}][^:：.。,、;()\n]{1,38}?(?=[:：]\s|\s[–—]\s)/u.exec(block.text)?.[0].length ?? -1
      if (end < 0) return null
    }
    const inside = block.text.slice(0, end)
    const colonInside = /[:：]\s*$/u.exec(inside)
    const separator = colonInside ? colonInside[0].length : 0
    const after = colonInside ? /^\s*/u.exec(block.text.slice(end)) : LABEL_END.exec(block.text.slice(end))
    if (!after) return null
    const from = end + after[0].length
    if (block.text.length - from < 12) return null
    const head: AnalysedSentence = {
      ...sentence,
      end: end - separator,
      tokens: sentence.tokens.filter((token) => token.end <= end - separator),
    }
    const named = namedTerm(block.text, head, this.language)
    if (!named || !/^[NPAGX]*[NPX]$|^[-GA]$/u.test(named.shape)) return null
    this.make(named).listed++
    const last = sentences.findIndex((one) => one.end > from + 8)
    return { keys: [named.key], rule: 'label', from, sentence: Math.max(0, last), parameter: span?.kind === 'code' }
  }
}

/** A heading that says something, no name: 用語を提案するには, `How to propose a term`. Verbs alone are names. */
const isClause = (shape: string, language: Language): boolean =>
  shape.includes('-') && (shape.length > 2 || (language === 'ja' && /[NPX]/u.test(shape)))

/** Written as code from end to end. */
const isCode = ({ text, spans = [] }: Block): boolean =>
  spans.some((span) => span.kind === 'code' && span.start <= 1 && span.end >= text.trimEnd().length - 1)

/** `core.bare::`, `--all`, `<pattern>`: documentation of options, not of terms. */
function isOptionLike(block: Block): boolean {
  return /^\s*[-<$[{*]|[_=<>|{}]|\w\.\w|^\d+$/u.test(block.text.trim())
}
