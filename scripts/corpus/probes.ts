import { ENGLISH, JAPANESE, notesOf, plain, readingsOf, SHEETS, sentencesOf, type Text } from './content.ts'
import { featureProbes } from './feature-probes.ts'
import { slidesOf } from './slides.ts'
import { WRITTEN } from './written.ts'

/** A sentence that must be found verbatim in the text of a block. */
export interface Probe {
  readonly text: string
  /** The block kind it must have. */
  readonly kind?: string
  /** Pattern of the part it must have. */
  readonly part?: string
  /** Words with their readings that must be marked in it. */
  readonly ruby?: readonly { readonly base: string; readonly reading: string }[]
  /** It must be found nowhere: deleted text, running heads. */
  readonly absent?: true
}

const languagesOf = (file: string): readonly Text[] =>
  /-en\./u.test(file) ? [ENGLISH] : /-ja\./u.test(file) ? [JAPANESE] : [ENGLISH, JAPANESE]

/** What must be found in a file of the corpus, by its name. */
export function probesOf(file: string): Probe[] {
  if (file.startsWith('features') || file.startsWith('report')) return featureProbes(file)
  const written = WRITTEN[file]
  if (written) return [...written.probes]
  return languagesOf(file).flatMap((text) => probesOfText(file, text))
}

function probesOfText(file: string, text: Text): Probe[] {
  const format = file.slice(file.lastIndexOf('.') + 1)
  if (file.startsWith('terms')) return sheet(text, format)
  if (format === 'pptx' || format === 'odp' || file === 'slides.pdf') return slides(text, format)
  const sentences = sentencesOf(text)
  if (format === 'srt' || format === 'vtt') {
    const spoken = sentences.map(plain).filter((sentence) => /[.。]$/u.test(sentence))
    return spoken.map((sentence) => ({ text: sentence, part: '^\\d:\\d\\d:\\d\\d$' }))
  }
  if (format === 'eml') {
    const written = text.pieces.flatMap((piece) =>
      piece.type === 'heading' ? [piece.text] : piece.type === 'paragraph' || piece.type === 'quote' ? piece.sentences.map(plain) : [],
    )
    return written.map((sentence) => ({ text: sentence }))
  }
  return [...structured(file, text, format), ...sentences.flatMap(notesOf).map((note) => noted(note, file, format))]
}

function structured(file: string, text: Text, format: string): Probe[] {
  // LibreOffice's own EPUB has neither headings nor lists and leaves header rows out; its HTML leaves furigana out. Neither PDF nor pandoc's formats but HTML, EPUB and notebooks keep furigana; pandoc drops the tags and keeps their text.
  const flat = file.startsWith('writer') && format === 'epub'
  const ruby = /^(?:writer|vertical|text|tagged|furigana)/u.test(file) && !(file.startsWith('writer') && format === 'html')
  const lost = file.startsWith('pandoc') && !['html', 'epub', 'ipynb'].includes(format)
  const probe = (marked: string, kind?: string): Probe[] => {
    const readings = readingsOf(marked)
    if (readings.length > 0 && lost) return []
    const part = format === 'pdf' ? '^page \\d+$' : format === 'epub' ? '^chapter \\d+$' : format === 'ipynb' ? '^cell \\d+$' : undefined
    return [
      {
        text: plain(marked),
        ...(kind === undefined || (format === 'pdf' && !file.startsWith('tagged')) || flat ? {} : { kind }),
        ...(part === undefined ? {} : { part }),
        ...(ruby && readings.length > 0 ? { ruby: readings } : {}),
      },
    ]
  }
  return text.pieces.flatMap((piece): Probe[] => {
    if (piece.type === 'heading') return probe(piece.text, 'heading')
    if (piece.type === 'list') return piece.items.flatMap((item) => probe(item, 'list-item'))
    if (piece.type === 'table')
      return [
        ...probe(piece.caption),
        ...piece.rows
          .slice(flat ? 1 : 0)
          .flat()
          .flatMap((cell) => probe(cell, 'table-cell')),
      ]
    return piece.sentences.flatMap((sentence) => probe(sentence))
  })
}

function noted(note: string, file: string, format: string): Probe {
  const named = ['docx', 'doc', 'odt', 'rtf'].includes(format) && !(file.startsWith('pandoc') && format === 'rtf')
  return { text: note, ...(named ? { part: '^footnote \\d+$' } : {}) }
}

function sheet(text: Text, format: string): Probe[] {
  const { name, rows } = SHEETS[text.language]
  return rows.flatMap((row, i) =>
    row.map((cell, j) => ({
      text: cell,
      kind: 'table-cell',
      ...(format === 'csv' ? {} : { part: `^${name}!${'AB'[j]}${i + 1}$` }),
    })),
  )
}

function slides(text: Text, format: string): Probe[] {
  const place = format === 'pdf' ? '^page \\d+$' : '^slide \\d+$'
  return slidesOf(text).flatMap(({ title, points, notes }) => [
    { text: title, part: place, ...(format === 'pdf' ? {} : { kind: 'heading' }) },
    ...points.map((point) => ({ text: point, part: place })),
    ...(format === 'pdf' ? [] : notes.map((note) => ({ text: note, part: '^slide \\d+ notes$' }))),
  ])
}
