import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { ROOT } from '../tracked-files.ts'
import { ENGLISH, JAPANESE } from './content.ts'
import { FEATURES } from './feature-texts.ts'
import { featureSheet, featureSlides, featureText, report } from './features.ts'
import { flatSheet, flatText } from './flat-odf.ts'
import { csv, latex, mail, markdown, subRip, webVtt } from './plain-texts.ts'
import { probesOf } from './probes.ts'
import { slideMarkdown } from './slides.ts'
import { WRITTEN } from './written.ts'

/**
 * Writes the corpus of formats, samples/formats: one text in English and Japanese as every kind of document, by LibreOffice and pandoc
 * (Debian: `apt-get install --no-install-recommends libreoffice-writer libreoffice-calc libreoffice-impress pandoc fonts-noto-cjk`), and the list of
 * sentences that must be found in each file. `npm run corpus -- report tagged` writes only those whose names begin so. Needed only when the corpus is to change; the files are kept in the repository.
 */

const target = join(ROOT, 'samples', 'formats')
const work = mkdtempSync(join(tmpdir(), 'corpus-'))
/** Beginnings of the names to write; none = all. */
const patterns = process.argv.slice(2)
const wanted = (name: string): boolean => patterns.length === 0 || patterns.some((pattern) => name.startsWith(pattern))
const TAGGED = 'writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

function office(source: string, content: string | Uint8Array, formats: Readonly<Record<string, string>>): void {
  const file = join(work, source)
  writeFileSync(file, content)
  for (const [name, filter] of Object.entries(formats)) {
    if (!wanted(name)) continue
    const extension = extname(name).slice(1)
    const out = join(work, `out-${name}`)
    const profile = `-env:UserInstallation=file://${join(work, 'profile')}`
    const to = filter === '' ? extension : `${extension}:${filter}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', to, '--outdir', out, file], { stdio: 'ignore', timeout: 120_000 })
    const made = readdirSync(out).find((one) => one.endsWith(`.${extension}`))
    if (made === undefined) throw new Error(`LibreOffice wrote no ${name}`)
    copyFileSync(join(out, made), join(target, name))
  }
}

function pandoc(source: string, content: string, names: readonly string[]): void {
  const file = join(work, source)
  writeFileSync(file, content)
  for (const name of names.filter(wanted)) {
    const extra = name.endsWith('.html') || name.endsWith('.tex') || name.endsWith('.rtf') ? ['--standalone'] : []
    execFileSync(
      'pandoc',
      [
        '--from',
        'markdown+raw_html',
        file,
        ...extra,
        ...(name.endsWith('.pptx') ? ['--slide-level=1'] : ['--metadata', 'title=Corpus']),
        '-o',
        join(target, name),
      ],
      { stdio: 'inherit' },
    )
  }
}

if (patterns.length === 0) rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
for (const text of [ENGLISH, JAPANESE]) {
  const { language } = text
  const named = (format: string): string => `writer-${language}.${format}`
  office(`writer-${language}.fodt`, flatText(text), {
    [named('odt')]: '',
    [named('docx')]: '',
    [named('doc')]: 'MS Word 97',
    [named('rtf')]: '',
    [named('html')]: 'HTML (StarWriter)',
    [named('epub')]: '',
  })
  office(`columns-${language}.fodt`, flatText(text, { columns: 2, plainRuby: true }), { [`columns-${language}.pdf`]: '' })
  office(`tagged-${language}.fodt`, flatText(text, { columns: 2 }), { [`tagged-${language}.pdf`]: TAGGED })
  office(`features-${language}.fodt`, featureText(FEATURES[language]), {
    [`features-${language}.odt`]: '',
    [`features-${language}.docx`]: '',
    [`features-${language}.doc`]: 'MS Word 97',
    [`features-${language}.rtf`]: '',
    [`features-${language}.pdf`]: '',
  })
  office(`report-${language}.fodt`, report(FEATURES[language]), {
    [`report-${language}.pdf`]: '',
    [`report-tagged-${language}.pdf`]: TAGGED,
  })
  office(`pages-${language}.fodt`, flatText(text, { plainRuby: true }), { [`pages-${language}.pdf`]: '' })
  pandoc(
    `pandoc-${language}.md`,
    markdown(text),
    ['docx', 'odt', 'epub', 'html', 'rst', 'adoc', 'tex', 'rtf', 'ipynb'].map((format) => `pandoc-${language}.${format}`),
  )
  writeFileSync(join(target, `text-${language}.md`), markdown(text))
  writeFileSync(join(target, `text-${language}.tex`), latex(text))
  writeFileSync(join(target, `talk-${language}.srt`), subRip(text))
  writeFileSync(join(target, `talk-${language}.vtt`), webVtt(text))
  writeFileSync(join(target, `mail-${language}.eml`), mail(text))
  writeFileSync(join(target, `terms-${language}.csv`), csv(language))
}
office('vertical-ja.fodt', flatText(JAPANESE, { vertical: true }), { 'vertical-ja.docx': '', 'vertical-ja.odt': '' })
office('vertical-ja.fodt', flatText(JAPANESE, { vertical: true }), { 'vertical-ja.pdf': '', 'tagged-vertical-ja.pdf': TAGGED })
office('furigana-ja.fodt', flatText(JAPANESE), { 'furigana-ja.pdf': '' })
office('features.fodp', featureSlides(), { 'features.pptx': '', 'features.odp': '' })
office('features.fods', featureSheet(), { 'features.xlsx': '', 'features.ods': '' })
for (const [name, { bytes }] of Object.entries(WRITTEN)) if (wanted(name)) writeFileSync(join(target, name), bytes)
office('terms.fods', flatSheet(), { 'terms.xlsx': '', 'terms.ods': '' })
pandoc('talk.md', slideMarkdown(), ['talk.pptx'])
office('talk.pptx', readFileSync(join(target, 'talk.pptx')), { 'talk.odp': '', 'slides.pdf': '' })

const files = readdirSync(target).sort()
const probes = files.map((file) => ({ file, probes: probesOf(file) }))
writeFileSync(join(ROOT, 'samples', 'formats.json'), `${JSON.stringify(probes, null, 1)}\n`)
rmSync(work, { recursive: true, force: true })
const bytes = files.reduce((sum, file) => sum + statSync(join(target, file)).size, 0)
console.log(`${files.length} files, ${Math.round(bytes / 1024)} KB, ${probes.reduce((sum, one) => sum + one.probes.length, 0)} probes`)
for (const file of files) console.log(`${basename(file)}: ${readFileSync(join(target, file)).length}`)
