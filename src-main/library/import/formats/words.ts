import { categoryOfImePos, MOZC_SUPPRESSED } from '../../exchange/ime.ts'
import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type ImportInput, type NotRead, notRead } from '../model.ts'
import { isOwnExport, type Line, languageOfTag, linesOf, oneLine } from '../text.ts'

/** Lists of words, a line each: user dictionaries of Japanese input methods, UTX, cspell. */

/** Lines that are not empty and no comment of `marks`. */
const contentOf = (text: string, marks: RegExp): Line[] => linesOf(text).filter(({ text: line }) => line.trim() !== '' && !marks.test(line))

/**
 * A user dictionary as Mozc (Google 日本語入力), MS-IME, ATOK and Gboard write it: reading, word, part of speech, comment, by tabs. A comment is
 * the definition. 抑制単語 ("never offer") is a forbidden spelling of the word of the same reading, else an excluded word.
 */
export function readImeDictionary({ text }: ImportInput): ImportedGlossary {
  const missed: NotRead[] = []
  const excluded: { place: string; surface: string }[] = []
  const words: { reading: string; word: string; pos: string; comment: string; place: string; line: number }[] = []
  const suppressed: { reading: string; word: string; place: string; line: number }[] = []
  for (const { text: line, number } of contentOf(text, /^[#!]/u)) {
    const place = `line ${number}`
    const [reading, word, pos = '', ...rest] = line.split('\t').map((cell) => cell.trim())
    if (!reading || !word) missed.push(notRead(place, line, 'A line needs a reading and a word, with a tab between them.'))
    else if (pos === MOZC_SUPPRESSED) suppressed.push({ reading, word: oneLine(word), place, line: number })
    else words.push({ reading, word: oneLine(word), pos, comment: rest.join(' ').trim(), place, line: number })
  }
  const byReading = Map.groupBy(words, (one) => one.reading)
  const hidden = new Map<string, ImportedVariant[]>()
  for (const { reading, word, place, line } of suppressed) {
    // Of words that sound alike the one before it: an export writes what a term suppresses below the term.
    const alike = (byReading.get(reading) ?? []).filter((other) => other.word !== word)
    const preferred = alike.findLast((other) => other.line < line) ?? alike[0]
    if (preferred) hidden.set(preferred.place, [...(hidden.get(preferred.place) ?? []), { surface: word, usage: 'forbidden' }])
    else excluded.push({ place, surface: word })
  }
  const terms = words.map(({ reading, word, pos, comment, place }): ImportedTerm => {
    const category = categoryOfImePos(pos)
    return {
      place,
      term: word,
      language: null,
      reading,
      ...(category === 'term' ? {} : { category }),
      ...(comment === '' ? {} : { definition: oneLine(comment) }),
      variants: hidden.get(place) ?? [],
    }
  })
  return { terms, excluded, required: [], notRead: missed }
}

/** Statuses of UTX 1.11 and 1.20. */
const UTX_USAGE: Readonly<Record<string, ImportedVariant['usage']>> = {
  approved: 'preferred',
  provisional: 'admitted',
  'non-standard': 'admitted',
  forbidden: 'forbidden',
}

/**
 * UTX (AAMT): tab-separated, `#UTX …; en-US/ja-JP; …`, columns named by the last comment line. The source word is the term, the target a
 * translation; lines of one `concept ID`, or of one source word, are one concept.
 *
 * @throws AppError IMPORT_FAILED when the first line is none of UTX
 */
export function readUtx({ text }: ImportInput): ImportedGlossary {
  const lines = linesOf(text)
  const head = lines[0]?.text ?? ''
  if (!/^#UTX/iu.test(head)) throw unreadable('The file is no UTX: its first line does not begin with #UTX. Choose another format.')
  const [source, target] = (/;\s*([\w-]+)(?:\/([\w-]+))?\s*;/u.exec(head) ?? []).slice(1)
  const header = lines.filter(({ text: line }) => line.startsWith('#')).at(-1)
  const names = (header?.text ?? '')
    .slice(1)
    .split('\t')
    .map((name) => name.trim().toLowerCase())
  const column = (...wanted: string[]): number => names.findIndex((name) => wanted.includes(name))
  const at = {
    src: Math.max(0, column('src')),
    tgt: column('tgt'),
    status: column('term status', 'status', 'src:status'),
    note: column('comment', 'description'),
    id: column('concept id'),
  }
  const known = [at.src, at.tgt, at.status, at.note, at.id, column('src:pos')]
  const missed: NotRead[] = names.flatMap((name, index) =>
    known.includes(index) || header === lines[0] ? [] : [notRead('header', name, 'The library has no field for this column.')],
  )
  const concepts = new Map<string, UtxRow[]>()
  for (const { text: line, number } of contentOf(text, /^#/u)) {
    const cells = line.split('\t')
    const cell = (index: number): string => (index < 0 ? '' : oneLine(cells[index] ?? ''))
    const row: UtxRow = {
      place: `line ${number}`,
      src: cell(at.src),
      tgt: cell(at.tgt),
      status: cell(at.status).toLowerCase(),
      note: cell(at.note),
    }
    if (row.src === '') {
      missed.push(notRead(row.place, line, 'The line names no term.'))
      continue
    }
    const id = cell(at.id) || row.src
    concepts.set(id, [...(concepts.get(id) ?? []), row])
  }
  const own = isOwnExport(text)
  const terms = [...concepts.values()].map((rows) => (own ? ownUtxTerm(rows) : utxTerm(rows, source, target)))
  return { terms, excluded: [], required: [], notRead: missed }
}

interface UtxRow {
  readonly place: string
  readonly src: string
  readonly tgt: string
  readonly status: string
  readonly note: string
}

function utxTerm(rows: readonly UtxRow[], source: string | undefined, target: string | undefined): ImportedTerm {
  const head = rows.find(({ status }) => status === 'approved') ?? rows.find(({ status }) => status !== 'forbidden') ?? (rows[0] as UtxRow)
  const variants: ImportedVariant[] = rows
    .filter((row) => row.src !== head.src)
    .map((row) => ({ surface: row.src, usage: UTX_USAGE[row.status] ?? null }))
  for (const row of rows) {
    if (row.tgt === '' || row.tgt === head.src || source === target || variants.some(({ surface }) => surface === row.tgt)) continue
    variants.push({ surface: row.tgt, usage: row.status === 'forbidden' && row.src === head.src ? 'forbidden' : null, rule: 'translation' })
  }
  const usage = rows.length === 1 ? UTX_USAGE[head.status] : undefined
  const note = [...new Set(rows.map((row) => row.note).filter((text) => text !== ''))].join('\n')
  return {
    place: head.place,
    term: head.src,
    language: languageOfTag(source),
    ...(usage ? { usage } : {}),
    variants,
    ...(note === '' ? {} : { note }),
  }
}

/** A concept as our own export writes it: the comment is the definition, the status what people decided, both languages among the source words. */
function ownUtxTerm(rows: readonly UtxRow[]): ImportedTerm {
  const head = rows.find(({ status }) => status === 'approved' || status === 'provisional') ?? (rows[0] as UtxRow)
  const surfaces = new Set([head.src])
  const variants: ImportedVariant[] = []
  const add = (variant: ImportedVariant): void => {
    if (variant.surface !== '' && !surfaces.has(variant.surface)) variants.push(variant)
    surfaces.add(variant.surface)
  }
  for (const { src, status } of rows) add({ surface: src, usage: status === 'forbidden' ? 'forbidden' : null })
  add({ surface: head.tgt, usage: null, rule: 'translation' })
  return {
    place: head.place,
    term: head.src,
    language: null,
    ...(head.status === 'forbidden' ? { usage: 'forbidden' as const } : {}),
    ...(head.status === 'provisional' ? { decision: 'undecided' as const } : {}),
    ...(head.note === '' ? {} : { definition: head.note }),
    variants,
  }
}

/**
 * A custom dictionary of cspell: a word a line, `#` comments, `!` before a forbidden word, `word->better` a suggestion, `*` and `+` of compounds,
 * `~` before what is to be compared without case. A forbidden word without a better one is an excluded term.
 */
export function readCspell({ text }: ImportInput): ImportedGlossary {
  const excluded: { place: string; surface: string }[] = []
  const missed: NotRead[] = []
  const terms = new Map<string, ImportedTerm>()
  const forbidden: { better: string; bad: string; place: string }[] = []
  for (const { text: whole, number } of linesOf(text)) {
    const line = whole.replace(/#.*$/u, '').trim()
    const place = `line ${number}`
    if (line === '') continue
    const [bad, better] = line.split(/->|:\s*(?=\S)/u).map((part) => part.trim())
    const word = oneLine((bad ?? '').replace(/^[!~+*]+|[+*]+$/gu, ''))
    if (word === '') missed.push(notRead(place, whole, 'The line names no word.'))
    else if (better && (line.startsWith('!') || line.includes('->')))
      forbidden.push({ better: oneLine(better.split(',')[0] ?? ''), bad: word, place })
    else if (line.startsWith('!')) excluded.push({ place, surface: word })
    else if (!terms.has(word)) terms.set(word, { place, term: word, language: null, variants: [] })
  }
  for (const { better, bad, place } of forbidden) {
    const known = terms.get(better) ?? { place, term: better, language: null, variants: [] }
    terms.set(better, { ...known, variants: [...known.variants, { surface: bad, usage: 'forbidden' }] })
  }
  return { terms: [...terms.values()], excluded, required: [], notRead: missed }
}
