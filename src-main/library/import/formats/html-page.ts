import { Parser } from 'htmlparser2'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type NotRead, notRead } from '../model.ts'
import { cleanText, detached, isOwnExport, LineCounter, languageOfTag, oneLine } from '../text.ts'

/**
 * The page our own export writes (export/formats/html.ts), read by its own marks: classes say what a line is and `<bdi>` what one form is, so that
 * line breaks, tabs and commas come back as they were. Any other page is read by formats/html.ts.
 */

interface Draft {
  readonly place: string
  readonly language: string
  headword: string
  reading: string
  readonly lines: Line[]
}

interface Line {
  /** Class of the `<dd>`: empty for the definition. */
  readonly kind: string
  text: string
  readonly parts: string[]
}

/** @returns null for a page that is not our export */
export function readOwnPage(source: string): ImportedGlossary | null {
  if (!isOwnExport(source)) return null
  const missed: NotRead[] = []
  const terms: ImportedTerm[] = []
  // Each as soon as it is whole: what is read is a part of the page's text, and would keep fifty thousand parts of it apart.
  new PageReader(source, (draft) => terms.push(...termOf(draft, missed)))
  return terms.length === 0 ? null : { terms, excluded: [], required: [], notRead: missed }
}

/** What a line of this class says and the library has no field for. */
const NO_FIELD: Readonly<Record<string, string>> = {
  c: 'An example of use is no definition.',
  s: 'Citations and related terms are kept in the JSON format only.',
}

function termOf({ place, language, headword, reading, lines }: Draft, missed: NotRead[]): ImportedTerm[] {
  const term = detached(oneLine(headword))
  const of = (kind: string): Line[] => lines.filter((line) => line.kind === kind)
  const parts = (kind: string): string[] => of(kind).flatMap((line) => line.parts.map((part) => detached(oneLine(part))))
  for (const line of lines) if (NO_FIELD[line.kind] !== undefined) missed.push(notRead(place, line.text, NO_FIELD[line.kind] as string))
  if (term === '') {
    missed.push(notRead(place, lines.map(({ text }) => text).join(' '), 'The entry names no term.'))
    return []
  }
  const definition = detached(of('').map(({ text }) => cleanText(text))[0] ?? '')
  const notes = of('n').flatMap((line) => line.parts.map(cleanText))
  const note = detached(notes.join('\n'))
  const forbidden = parts('f')
  const variants = [
    ...parts('v').map((surface): ImportedVariant => ({ surface, usage: null })),
    ...forbidden.map((surface): ImportedVariant => ({ surface, usage: 'forbidden' })),
  ].filter(({ surface }) => surface !== '' && surface !== term)
  return [
    {
      place,
      term,
      language: languageOfTag(language) ?? 'other',
      ...(forbidden.includes(term) ? { usage: 'forbidden' as const } : {}),
      ...(reading === '' ? {} : { reading: oneLine(reading) }),
      ...(definition === '' ? {} : { definition }),
      variants,
      ...(note === '' ? {} : { note }),
    },
  ]
}

class PageReader {
  readonly #lines: LineCounter
  readonly #take: (draft: Draft) => void
  #draft: Draft | null = null
  /** Depth of elements inside the entry; 0 outside of entries. */
  #inside = 0
  #in: 'headword' | 'reading' | 'line' | null = null
  #bracket = false
  #part: string | null = null

  constructor(source: string, take: (draft: Draft) => void) {
    this.#take = take
    this.#lines = new LineCounter(source)
    const parser: Parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes, parser.startIndex),
        ontext: (text) => this.#say(text),
        onclosetag: (name) => this.#close(name),
      },
      { decodeEntities: true, lowerCaseTags: true },
    )
    parser.write(source)
    parser.end()
  }

  #open(name: string, attributes: Readonly<Record<string, string>>, offset: number): void {
    if (this.#inside === 0) {
      if (name !== 'div' || attributes.class !== 'e') return
      const place = `line ${this.#lines.at(offset)}`
      this.#draft = { place, language: attributes.lang ?? '', headword: '', reading: '', lines: [] }
      this.#inside = 1
      return
    }
    this.#inside++
    if (name === 'dfn') this.#in = 'headword'
    else if (name === 'rt') this.#in = 'reading'
    else if (name === 'rp') this.#bracket = true
    else if (name === 'dd') {
      this.#in = 'line'
      this.#draft?.lines.push({ kind: attributes.class ?? '', text: '', parts: [] })
    } else if (name === 'bdi' && this.#in === 'line') this.#part = ''
  }

  #say(text: string): void {
    const draft = this.#draft
    if (this.#inside === 0 || this.#bracket || draft === null) return
    if (this.#in === 'headword') draft.headword += text
    else if (this.#in === 'reading') draft.reading += text
    else if (this.#in === 'line') {
      const line = draft.lines.at(-1)
      if (line) line.text += text
      if (this.#part !== null) this.#part += text
    }
  }

  #close(name: string): void {
    if (this.#inside === 0) return
    this.#inside--
    if (this.#inside === 0) this.#end()
    else if (name === 'rp') this.#bracket = false
    else if (name === 'rt') this.#in = 'headword'
    else if (name === 'bdi' && this.#part !== null) {
      this.#draft?.lines.at(-1)?.parts.push(this.#part)
      this.#part = null
    } else if (name === 'dfn' || name === 'dd') this.#in = null
  }

  #end(): void {
    const draft = this.#draft
    this.#draft = null
    this.#in = null
    this.#part = null
    this.#bracket = false
    if (draft) this.#take(draft)
  }
}
