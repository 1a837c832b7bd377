import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../tracked-files.ts'

/**
 * Large documents as real programs write them: one Markdown text, English and Japanese, turned into every kind of document by pandoc and
 * LibreOffice (Debian: pandoc, libreoffice). Kept below .cache/ until the text changes.
 */

export interface BenchFile {
  readonly format: string
  readonly file: string
  readonly bytes: number
}

const FOLDER = join(ROOT, '.cache', 'bench-documents', 'v2')
const CHAPTERS = 120

const sample = (name: string): string => readFileSync(join(ROOT, 'samples', 'formats', name), 'utf8')

/** The corpus text over and over, its words numbered so that no two chapters are the same. About 350 000 characters. */
function text(): string {
  const [en, ja] = [sample('text-en.md'), sample('text-ja.md')]
  return Array.from({ length: CHAPTERS }, (_, i) => {
    // Letters, not figures: what differs by its figures only is a running head.
    const mark = [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    const english = en.replaceAll('pilot', `pilot ${i}`).replaceAll(/harbour|side/gu, (word) => `${word} ${mark}`)
    const japanese = ja.replaceAll('水先', `第${i}水先`).replaceAll('夕方', `夕方${mark}番`)
    const chapter = `${english}\n\n${japanese}`
    return chapter.replaceAll(/\[\^(\d)\]/gu, `[^${i}-$1]`)
  }).join('\n\n')
}

/** A sheet of terms with definitions. */
const sheet = (): string =>
  Array.from({ length: 20_000 }, (_, i) => `term ${i},"A place number ${i} where a vessel lies, or 第${i}の船が着く場所。",${i}`).join('\n')

function run(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore', timeout: 240_000 })
    return true
  } catch {
    return false // not installed, or it does not write this format: the table says so
  }
}

const office = (from: string, to: string): boolean =>
  run('soffice', [`-env:UserInstallation=file://${join(FOLDER, 'profile')}`, '--headless', '--convert-to', to, '--outdir', FOLDER, from])

/** Writes what is not there yet. @returns a line per document, and the names of formats no program here could write */
export function makeDocuments(): { readonly files: readonly BenchFile[]; readonly missing: readonly string[] } {
  mkdirSync(FOLDER, { recursive: true })
  const at = (name: string): string => join(FOLDER, name)
  if (!existsSync(at('text.md'))) {
    writeFileSync(at('text.md'), text())
    writeFileSync(at('sheet.csv'), `Term,Definition,Number\n${sheet()}\n`)
  }
  const makers: Readonly<Record<string, () => boolean>> = {
    md: () => true,
    html: () => run('pandoc', ['-s', at('text.md'), '-o', at('text.html')]),
    docx: () => run('pandoc', [at('text.md'), '-o', at('text.docx')]),
    odt: () => run('pandoc', [at('text.md'), '-o', at('text.odt')]),
    epub: () => run('pandoc', ['--metadata', 'title=Harbour', at('text.md'), '-o', at('text.epub')]),
    rtf: () => run('pandoc', ['-s', at('text.md'), '-o', at('text.rtf')]),
    pptx: () => run('pandoc', [at('text.md'), '-o', at('text.pptx')]),
    xlsx: () => office(at('sheet.csv'), 'xlsx') && rename(at('sheet.xlsx'), at('text.xlsx')),
    pdf: () => office(at('text.docx'), 'pdf'),
  }
  const missing: string[] = []
  const files: BenchFile[] = []
  for (const [format, make] of Object.entries(makers)) {
    const file = at(`text.${format}`)
    if (!existsSync(file) && !make()) rmSync(file, { force: true })
    if (existsSync(file)) files.push({ format, file, bytes: statSync(file).size })
    else missing.push(format)
  }
  return { files, missing }
}

function rename(from: string, to: string): boolean {
  renameSync(from, to)
  return true
}
