import { createHash } from 'node:crypto'
import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { PAGE_SCRIPT, PAGE_STYLE } from '../html-page.ts'
import { LETTERS, letterOf } from '../letters.ts'
import { type Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, placesOf, shownDefinition, wordsOf } from '../model.ts'
import { compareNames } from '../order.ts'
import { escapeHtml, stableName } from '../text.ts'
import { WORDS, type Words } from '../words.ts'
import { markdownChunks } from './markdown.ts'

/**
 * One page that stands alone: every entry is in it as HTML (so it prints, and is read without its script), an index by letter and by the
 * gojūon with every other form, search. Its policy allows its own style and script by their hashes and nothing else: no network, and no
 * script from any text in it.
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'forbidden', 'sources', 'note', 'related']

/** Entries a block is laid out with at once when it comes into view. */
const BLOCK = 40

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const POLICY = `default-src 'none'; style-src ${hashOf(PAGE_STYLE)}; script-src ${hashOf(PAGE_SCRIPT)}; base-uri 'none'; form-action 'none'`

type Write = (text: string) => string

/** The term with its reading above it. */
function term(entry: ExportEntry, write: Write): string {
  const { headword, reading } = entry
  if (reading === null || reading === headword) return `<dfn><bdi>${write(headword)}</bdi></dfn>`
  return `<dfn><bdi><ruby>${write(headword)}<rp>（</rp><rt>${write(reading)}</rt><rp>）</rp></ruby></bdi></dfn>`
}

function detail(kind: string, label: string, values: readonly string[], words: Words): string {
  return values.length === 0 ? '' : `<dd class="${kind}">${label}: ${values.join(words.join)}</dd>\n`
}

function entryHtml(entry: ExportEntry, words: Words, write: Write): string {
  const definition = shownDefinition(entry)
  const has = definition !== null && definition.text.trim() !== ''
  const forms = otherForms(entry)
  const keys = [entry.headword, entry.reading ?? '', ...forms, ...forbiddenForms(entry)].filter((key) => key !== '').join('\n')
  const bdi = (text: string) => `<bdi>${write(text)}</bdi>`
  const related = entry.related.map(({ id, headword }) =>
    id === null ? bdi(headword) : `<a href="#${stableName(id)}">${bdi(headword)}</a>`,
  )
  const places = placesOf(definition?.sources ?? [], words.language)
  const text = has
    ? `<dd dir="auto"${definition.kind === 'context' ? ` class="c" title="${words.context}"` : ''}>${write(definition.text.trim())}</dd>`
    : `<dd class="x">${words.none}</dd>`
  return `<div class="e" id="${stableName(entry.id)}" data-k="${write(keys)}"${entry.language === 'other' ? '' : ` lang="${write(entry.language)}"`}>
<dt>${term(entry, write)}</dt>
${text}
${detail('v', words.aliases, forms.map(bdi), words)}${detail(
  'f',
  words.forbidden,
  forbiddenForms(entry).map((form) => `<del>${bdi(form)}</del>`),
  words,
)}${detail('s', words.related, related, words)}${detail('n', words.note, entry.note.trim() === '' ? [] : [bdi(entry.note.trim())], words)}${detail('s', words.sources, places.map(bdi), words)}</div>
`
}

interface See {
  readonly form: string
  readonly id: string
  readonly headword: string
}

/** Every form that is no headword, under the letter it is looked up by. */
function otherEntries(glossary: ExportGlossary): Map<string, See[]> {
  const byLetter = new Map<string, See[]>()
  for (const entry of glossary.entries) {
    for (const form of [...otherForms(entry), ...forbiddenForms(entry)]) {
      if (form === entry.headword) continue
      const letter = letterOf(form, null)
      const list = byLetter.get(letter) ?? []
      list.push({ form, id: stableName(entry.id), headword: entry.headword })
      byLetter.set(letter, list)
    }
  }
  for (const list of byLetter.values()) list.sort((a, b) => compareNames(a.form, b.form) || compareNames(a.headword, b.headword))
  return byLetter
}

const sees = (list: readonly See[] | undefined, words: Words): string =>
  list === undefined
    ? ''
    : `<ul class="see">\n${list
        .map(
          ({ form, id, headword }) =>
            `<li><a href="#${id}"><bdi>${escapeHtml(form)}</bdi> ${words.see} <bdi>${escapeHtml(headword)}</bdi></a></li>\n`,
        )
        .join('')}</ul>\n`

const anchor = (letter: string): string => `l${LETTERS.indexOf(letter)}`

function head(glossary: ExportGlossary, words: Words): string {
  const language = wordsOf(glossary)
  const { terms, defined, contexts, documents } = glossary.summary
  const links = LETTERS.map((letter) => `<a href="#${anchor(letter)}">${letter === '' ? words.other : letter}</a>`).join('\n')
  return `<!DOCTYPE html>
<!-- ${EXPORT_MARKER} -->
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${words.glossary}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${words.glossary}</h1>
<p>${words.summary(terms, defined, contexts, documents)}</p>
<header>
<form role="search" hidden><input type="search" aria-label="${words.search}" placeholder="${words.search}" autocomplete="off"></form>
<nav aria-label="${words.index}">
${links}
</nav>
</header>
<div id="found" role="region" aria-label="${words.search}" tabindex="0" hidden><p role="status" data-found="${words.found}" data-more="${words.tooMany}"></p><dl></dl></div>
<main>
`
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  const other = otherEntries(glossary)
  yield head(glossary, words)
  let open = null as { letter: string; inBlock: number } | null
  const opened = new Set<string>()
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    const letter = letterOf(entry.headword, entry.reading)
    if (open?.letter !== letter) {
      if (open !== null) yield close(open.letter)
      yield begin(letter)
      open = { letter, inBlock: 0 }
    } else if (open.inBlock === BLOCK) {
      yield '</dl>\n<dl>\n'
      open.inBlock = 0
    }
    open.inBlock++
    yield entryHtml(entry, words, (text) => noted(text, entry, book))
  }
  if (open !== null) yield close(open.letter)
  for (const letter of LETTERS)
    if (!opened.has(letter))
      yield `<section>\n<h2 id="${anchor(letter)}">${letter || words.other}</h2>\n${sees(other.get(letter), words)}</section>\n`
  yield `</main>\n<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`

  function begin(letter: string): string {
    const id = opened.has(letter) ? '' : ` id="${anchor(letter)}"`
    return `<section>\n<h2${id}>${letter || words.other}</h2>\n<dl>\n`
  }
  function close(letter: string): string {
    const first = !opened.has(letter)
    opened.add(letter)
    return `</dl>\n${first ? sees(other.get(letter), words) : ''}</section>\n`
  }
}

/** Escaped; what HTML can't hold is replaced, and the book hears of it. */
function noted(text: string, entry: ExportEntry, book: LossBook): string {
  const escaped = escapeHtml(text)
  if (escaped.includes('\ufffd') && !text.includes('\ufffd')) book.note('characters-replaced', entry)
  return escaped
}

export const html: ExportFormat = {
  id: 'html',
  purpose: 'share',
  name: { en: 'Web page', ja: 'ウェブページ' },
  use: {
    en: 'One page with search and index that opens in every browser, prints, and asks no server for anything.',
    ja: '検索と索引の付いた 1 つのページです。どのブラウザーでも開け、印刷でき、通信は一切しません。',
  },
  extension: 'html',
  mime: 'text/html',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
  preview: (glossary) => [...markdownChunks(glossary, new LossBook())].join(''),
}
