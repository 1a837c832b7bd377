import type { Block, Language, ParsedDocument } from '../../src-main/contract/blocks.ts'
import { LANGUAGE_LABEL } from '../definitions/headers.ts'
import { detectLanguage } from '../language/detect.ts'

/** Documents in two languages: `Term EN | Term JA | Definition`, paragraphs of one after paragraphs of the other. */

/** What of a document is in one language. */
export interface LanguagePart {
  readonly language: Language
  readonly tag: string
  readonly blocks: readonly Block[]
}

/** Scripts a stretch of text is written in; code says nothing of its language. */
type Script = 'cjk' | 'latin' | 'none'

/** A block, or a column of a table: what is told as one. */
interface Unit {
  readonly blocks: Block[]
  readonly column: boolean
}

/** Everything but the letters of a script. */
const NOT_CJK = /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
const NOT_LATIN = /\P{Script=Latin}+/gu
/** Words English sentences are held together with. */
const GLUE = /\b(?:the|an?|of|is|are|was|to|in|on|for|and|or|by|with|that|which|from|at|as|be|it|its|this)\b/giu
/** Fewer say nothing of a language: a word quoted, a name. */
const LEAST_CJK = 12
const LEAST_LETTERS = 40

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Letters of a script by what is left without all others: a list of them would be an object a letter. Those beyond U+FFFF count twice. */
const letters = (text: string, others: RegExp): number => text.replace(others, '').length

function withoutCode({ kind, text, spans }: Block): string {
  if (kind === 'code') return ''
  let out = ''
  let at = 0
  for (const span of spans ?? []) {
    if (span.kind !== 'code' || span.start < at) continue
    out += `${text.slice(at, span.start)} `
    at = span.end
  }
  return out + text.slice(at)
}

/** Columns of tables in place of their cells; every other block alone. */
function unitsOf(blocks: readonly Block[]): Unit[] {
  const units: Unit[] = []
  let columns = new Map<number, Unit>()
  let row = -1
  for (const block of blocks) {
    if (block.kind !== 'table-cell') {
      columns = new Map()
      row = -1
      units.push({ blocks: [block], column: false })
      continue
    }
    if ((block.row ?? 0) < row) columns = new Map()
    row = block.row ?? 0
    const column = columns.get(block.column ?? 0) ?? { blocks: [], column: true }
    if (column.blocks.length === 0) units.push(column)
    columns.set(block.column ?? 0, column)
    column.blocks.push(block)
  }
  return units
}

/** Cells below the header, or the block. */
const bodyOf = ({ blocks, column }: Unit): readonly Block[] => (column && blocks.length > 1 ? blocks.slice(1) : blocks)

function scriptOf(unit: Unit): Script {
  const text = bodyOf(unit).map(withoutCode).join('\n')
  const [cjk, latin] = [letters(text, NOT_CJK), letters(text, NOT_LATIN)]
  if (cjk * 2 >= (cjk * 2 + latin) * 0.2 && cjk > 0) return 'cjk'
  return latin > 0 ? 'latin' : 'none'
}

/** Is a unit without Japanese characters in a Japanese document text of its own, and not a name, a command or a value? */
function isLatinText(unit: Unit): boolean {
  const body = bodyOf(unit)
  const text = body.map(withoutCode).join('\n')
  const isProse = letters(text, NOT_LATIN) >= LEAST_LETTERS && count(text, GLUE) * 12 >= count(text, /\p{L}+/gu)
  if (!unit.column) return isProse
  if (body.length < 2 || body.filter((cell) => letters(cell.text, NOT_CJK) === 0).length < body.length * 0.8) return false
  return isProse || isLabelled(unit)
}

/** A column whose header names a language. */
const isLabelled = ({ blocks, column }: Unit): boolean => column && blocks.length > 2 && LANGUAGE_LABEL.test(blocks[0]!.text.trim())

/**
 * A document by languages, the one it was told to be in first; one part where it is in one. Japanese in a document of another language is known by its
 * script; Latin text in a Japanese one must be sentences, or a column of a table whose header names a language: names and commands are no English.
 */
export async function languageParts(document: ParsedDocument): Promise<LanguagePart[]> {
  const { language, tag, blocks } = document
  const whole: LanguagePart = { language, tag, blocks }
  const units = unitsOf(blocks)
  const others = language === 'ja' ? latinUnits(units) : units.filter((unit) => scriptOf(unit) === 'cjk')
  const text = others.flatMap((unit) => bodyOf(unit).map(withoutCode)).join('\n')
  const enough =
    others.some(isLabelled) || (language === 'ja' ? letters(text, NOT_LATIN) >= LEAST_LETTERS : letters(text, NOT_CJK) >= LEAST_CJK)
  if (!enough || others.length === units.length) return [whole]
  const told = await detectLanguage(text, language === 'ja' ? { language: 'en', tag: 'en' } : { language, tag })
  if (told.tag === tag) return [whole]
  const theirs = new Set(others.flatMap((unit) => unit.blocks))
  return [
    { ...whole, blocks: blocks.filter((block) => !theirs.has(block)) },
    { ...told, blocks: blocks.filter((block) => theirs.has(block)) },
  ]
}

/** Latin units of a Japanese document, with the headings and terms right before them that are Latin, too. */
function latinUnits(units: readonly Unit[]): Unit[] {
  const chosen: Unit[] = []
  let follows = false
  for (const unit of [...units].reverse()) {
    const { kind } = unit.blocks[0]!
    const leads = kind === 'heading' || kind === 'definition-term' || kind === 'glossary-term'
    const is: boolean = scriptOf(unit) === 'latin' && (isLatinText(unit) || (leads && follows))
    if (is) chosen.push(unit)
    follows = is
  }
  return chosen
}
