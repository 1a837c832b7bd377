/**
 * Computes src-worker/language/reference/{en,ja}.txt from Debian packages (sources.ts). Run on Debian 12:
 *
 *     node scripts/reference/build.ts <work folder> [en|ja]
 *
 * Downloads the packages into the work folder (about 1.4 GB; those already there are kept), unpacks, counts, combines, writes.
 * The same packages give the same bytes.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineFor } from '../../src-worker/language/engines.ts'
import { formatReference, type ReferenceHeader } from '../../src-worker/language/reference/format.ts'
import { combine, fillBand, larger } from './combine.ts'
import { bump, countText, emptyCounts, type FieldCounts } from './count.ts'
import { extractText, tagCounts } from './extract.ts'
import { SCOWL_BANDS, SCOWL_LICENCE, SCOWL_PACKAGE, SOURCES, type Source } from './sources.ts'

const MOST_WORDS = { en: 60_000, ja: 60_000 }
const MOST_COMPOUNDS = 20_000
/** Half an occurrence in all we counted: what an unseen word is taken to have. */
const HALF = 0.5

function packageFolder(work: string, name: string): string {
  const folder = join(work, 'x', name)
  if (existsSync(folder)) return folder
  const debs = join(work, 'debs')
  mkdirSync(debs, { recursive: true })
  const find = (): string | undefined => readdirSync(debs).find((file) => file.startsWith(`${name}_`))
  if (!find()) execFileSync('apt-get', ['download', name], { cwd: debs, stdio: 'inherit' })
  mkdirSync(folder, { recursive: true })
  execFileSync('dpkg-deb', ['-x', join(debs, find()!), folder])
  return folder
}

function filesOf(work: string, source: Source): string[] {
  const folder = packageFolder(work, source.packageName)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => source.files.test(path.slice(folder.length + 1)))
    .sort()
}

async function countLanguage(work: string, language: 'en' | 'ja'): Promise<Map<string, FieldCounts>> {
  const engine = await engineFor(language)
  const fields = new Map<string, FieldCounts>()
  for (const source of SOURCES.filter((candidate) => candidate.language === language)) {
    const counts = fields.get(source.field) ?? emptyCounts()
    fields.set(source.field, counts)
    const before = counts.total
    const seen = new Set<string>()
    for (const path of filesOf(work, source)) {
      const bytes = readFileSync(path)
      if (source.format === 'tag-counts') addTagCounts(bytes.toString('utf8'), counts)
      else countText(engine, withoutRepeats(extractText(bytes, path, source.format), language, seen), counts)
    }
    if (counts.total === before) throw new Error(`${source.packageName}: no words found; its files are elsewhere now, mend sources.ts`)
    console.error(`${language} ${source.field} ${source.packageName}: ${counts.total - before} words`)
  }
  return fields
}

function addTagCounts(text: string, counts: FieldCounts): void {
  for (const [lemma, count] of tagCounts(text)) {
    bump(counts.lemmas, lemma, count)
    bump(counts.forms, lemma, count)
    counts.total += count
  }
}

/** Paragraphs met before (navigation, licences) and, for Japanese, those without kana (not translated) left out. */
function withoutRepeats(text: string, language: 'en' | 'ja', seen: Set<string>): string {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => {
      if (paragraph.length < 2 || seen.has(paragraph)) return false
      seen.add(paragraph)
      return language === 'en' ? !/[\u3040-\u9fff]/u.test(paragraph) : /[\u3041-\u30fa]/u.test(paragraph)
    })
    .join('\n\n')
}

function header(work: string, language: 'en' | 'ja', fields: ReadonlyMap<string, FieldCounts>): ReferenceHeader {
  const total = [...fields.values()].reduce((sum, field) => sum + field.total, 0)
  const debs = readdirSync(join(work, 'debs'))
  const licences = new Map(
    SOURCES.filter((source) => source.language === language).map(({ packageName, licence }) => [packageName, licence]),
  )
  if (language === 'en') licences.set(SCOWL_PACKAGE, SCOWL_LICENCE)
  const sources = [...licences]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, licence]) => {
      const version = decodeURIComponent(debs.find((file) => file.startsWith(`${name}_`))?.split('_')[1] ?? '?')
      return `${name} ${version} (${licence})`
    })
  return { language, unseenPerMillion: (HALF * 1e6) / total, sources }
}

function bandWords(work: string, band: number): string[] {
  const folder = join(packageFolder(work, SCOWL_PACKAGE), 'usr/share/dict/scowl')
  return readFileSync(join(folder, `english-words.${band}`), 'latin1')
    .split('\n')
    .filter((word) => /^[a-z]{2,}$/u.test(word))
}

function top(rates: ReadonlyMap<string, number>, most: number): Map<string, number> {
  return new Map([...rates].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most))
}

function writeReference(language: 'en' | 'ja', head: ReferenceHeader, rates: ReadonlyMap<string, number>): void {
  const path = new URL(`../../src-worker/language/reference/${language}.txt`, import.meta.url)
  const text = formatReference(head, rates)
  writeFileSync(path, text)
  console.error(`${language}: ${rates.size} words, ${Buffer.byteLength(text)} bytes`)
}

async function buildEnglish(work: string): Promise<void> {
  const counted = await countLanguage(work, 'en')
  const fields = [...counted.values()]
  const forms = combine(fields.map(({ forms: words, total }) => ({ words, total })))
  const lemmas = combine(fields.map(({ lemmas: words, total }) => ({ words, total })))
  const rates = larger(forms, lemmas)
  for (const band of SCOWL_BANDS) fillBand(rates, bandWords(work, band))
  writeReference('en', header(work, 'en', counted), top(rates, MOST_WORDS.en))
}

async function buildJapanese(work: string): Promise<void> {
  const counted = await countLanguage(work, 'ja')
  const fields = [...counted.values()]
  const words = combine(fields.map(({ forms, total }) => ({ words: forms, total })))
  const compounds = combine(fields.map(({ compounds: runs, total }) => ({ words: runs, total })))
  writeReference('ja', header(work, 'ja', counted), larger(top(words, MOST_WORDS.ja), top(compounds, MOST_COMPOUNDS)))
}

const [work, only] = process.argv.slice(2)
if (work === undefined) {
  console.error('Usage: node scripts/reference/build.ts <work folder> [en|ja]')
  process.exit(2)
}
if (only !== 'ja') await buildEnglish(work)
if (only !== 'en') await buildJapanese(work)
