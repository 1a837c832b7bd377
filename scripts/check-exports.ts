import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm'
import { undefuse } from '../src-main/library/exchange/columns.ts'
import { filesOf, glossary } from '../src-main/library/export/fixture.ts'
import { formatOf } from '../src-main/library/export/index.ts'
import type { ExportGlossary } from '../src-main/library/export/model.ts'
import { HOSTILE, ORDINARY } from '../src-main/library/export/testing/hostile.ts'
import { dataFolder } from './bench/quality-data.ts'
import { mozcImports } from './exports/mozc.ts'
import { npmReaders } from './exports/npm-readers.ts'
import { failed, type Outcome, passed, Skip } from './exports/outcome.ts'
import { tbxFiles } from './exports/tbx-files.ts'

/**
 * `npm run check:exports`: exports opened by the programs they are for, where those are installed: LibreOffice, Hunspell, Vale, docutils,
 * Asciidoctor, Mozc, the RELAX NG schema and the test files of TBX in the evaluation data, and the independent readers that come with npm
 * (textlint, cspell, N3, jsonld …). What is not here is skipped, with the reason.
 */

const ALL = glossary(...ORDINARY, ...HOSTILE)
const PLAIN = glossary(...ORDINARY)
const folder = mkdtempSync(join(tmpdir(), 'gg-check-exports-'))

/** Writes an export and gives its path. */
function written(format: string, of: ExportGlossary): string {
  const { extension, folder: several } = formatOf(format)
  const place = join(folder, several ? format : `${format}.${extension}`)
  for (const [path, bytes] of filesOf(format, of).files) {
    const file = path === '' ? place : join(place, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, bytes)
  }
  return place
}

/** Runs a program; throws Skip when it is not installed. */
function run(command: string, args: readonly string[], input?: string): { readonly status: number | null; readonly out: string } {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    input,
    cwd: folder,
    timeout: 120_000,
    maxBuffer: 1e8,
  })
  if (error && 'code' in error && error.code === 'ENOENT') throw new Skip(`${command} is not installed`)
  return { status, out: `${stdout}${status === 0 ? '' : stderr}` }
}

function relaxNg(format: string): Outcome {
  const data = dataFolder()
  const schema = data === null ? '' : join(data, 'tbx', 'TBXcoreStructV03.rng')
  if (!existsSync(schema)) throw new Skip('the schema of TBX is not here (GENGLOSSARY_DATA)')
  const rules = XmlDocument.fromBuffer(readFileSync(schema))
  const validator = RelaxNGValidator.fromDoc(rules)
  const document = XmlDocument.fromBuffer(readFileSync(written(format, ALL)))
  try {
    validator.validate(document)
    return passed('valid against TBXcoreStructV03.rng')
  } catch (error) {
    return failed(String(error))
  } finally {
    for (const one of [document, validator, rules]) one.dispose()
  }
}

/** LibreOffice's own conversion; its profile is this run's. */
function office(file: string, to: string, out: string): string {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
  const { status, out: said } = run('soffice', [
    profile,
    '--headless',
    ...(file.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : []),
    '--convert-to',
    to,
    '--outdir',
    join(folder, out),
    file,
  ])
  const made = join(folder, out, file.replace(/^.*\//, '').replace(/\.[^.]+$/, `.${to.split(':')[0]}`))
  if (status !== 0 || !existsSync(made)) throw new Error(`LibreOffice converted nothing: ${said}`)
  return made
}

function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!
    if (quoted && c === '"' && text[at + 1] === '"') cell += text[++at]
    else if (c === '"') quoted = !quoted
    else if (!quoted && (c === ',' || c === '\n')) {
      rows.at(-1)!.push(cell)
      cell = ''
      if (c === '\n') rows.push([])
    } else if (quoted || c !== '\r') cell += c
  }
  return rows.filter((row) => row.length > 1)
}

const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false'
/** What a cell holds after a spreadsheet read it: line ends as one, what XML has no character for replaced. */
const settled = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}\ufffd\ufeff]/gu, '')
    .trim()

function sheet(format: 'xlsx' | 'csv'): Outcome {
  const entries = [...ALL.entries]
  const first = format === 'xlsx' ? written('xlsx', ALL) : office(written('csv', ALL), 'xlsx', 'from-csv')
  const rows = readCsv(readFileSync(office(first, CSV, `back-${format}`), 'utf8').replace(/^\ufeff/, ''))
  const terms = rows.slice(1).map((row) => settled(undefuse(row[1] ?? '')))
  const wrong = entries.map(({ headword }) => settled(headword)).filter((term, index) => terms[index] !== term)
  return wrong.length === 0
    ? passed(`${entries.length} terms came back, hostile ones too`)
    : failed(`changed: ${JSON.stringify(wrong.slice(0, 5))}`)
}

function word(format: 'docx' | 'docx-table'): Outcome {
  const text = readFileSync(office(written(format, PLAIN), 'txt:Text (encoded):UTF8', format), 'utf8')
  const missing = ORDINARY.flatMap(({ headword, reading }) => [headword, ...(reading === null ? [] : [reading])]).filter(
    (one) => !text.includes(one),
  )
  office(written(format, ALL), 'pdf', `${format}-hostile`)
  return missing.length === 0
    ? passed(`${ORDINARY.length} of ${ORDINARY.length} terms with their readings are in the text; the hostile one becomes a PDF`)
    : failed(`missing: ${missing.join(', ')}`)
}

function hunspell(): Outcome {
  const place = written('hunspell', PLAIN)
  const bad = (words: string) =>
    run('hunspell', ['-d', join(place, 'glossary'), '-l'], words)
      .out.trim()
      .split('\n')
      .filter(Boolean)
  const refused = bad('quay\ncranes\nemail\ngantrie\nunheard\n')
  return refused.join() === 'gantrie,unheard'
    ? passed('accepts 3 of 3 words, refuses the forbidden and the unheard one')
    : failed(`refused: ${refused.join(', ')}`)
}

function vale(): Outcome {
  const place = written('vale', PLAIN)
  writeFileSync(join(place, 'text.md'), 'Use the gantrie. キュービットとサーバとサーバー。\n')
  const { out } = run('vale', ['--config', join(place, '.vale.ini'), '--output', 'JSON', join(place, 'text.md')])
  return ['gantrie', 'キュービット'].every((form) => out.includes(form)) ? passed('names the forbidden forms') : failed(out)
}

function docutils(): Outcome {
  const directive = `
import sys
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from docutils import nodes
class Glossary(Directive):
    has_content = True
    def run(self): return [nodes.literal_block('', '\\n'.join(self.content))]
directives.register_directive('glossary', Glossary)
publish_doctree(open(sys.argv[1], encoding='utf-8').read(), settings_overrides={'halt_level': 2, 'report_level': 2})
print('ok')`
  const { status, out } = run('python3', ['-c', directive, written('sphinx', ALL)])
  if (/No module named/.test(out)) throw new Skip('docutils is not installed')
  return status === 0 ? passed('read without a warning') : failed(out)
}

function asciidoctor(): Outcome {
  const { status, out } = run('asciidoctor', ['--failure-level', 'WARN', '-o', join(folder, 'adoc.html'), written('asciidoc', ALL)])
  return status === 0 ? passed('read without a warning') : failed(out)
}

const CHECKS: Readonly<Record<string, () => Outcome | Promise<Outcome>>> = {
  'independent readers from npm': npmReaders,
  'TBX: the standard’s good files imported, its bad ones refused': tbxFiles,
  'TBX 3 DCA against RELAX NG': () => relaxNg('tbx'),
  'TBX 3 DCT against RELAX NG': () => relaxNg('tbx-dct'),
  'XLSX through LibreOffice': () => sheet('xlsx'),
  'CSV through LibreOffice and back': () => sheet('csv'),
  'DOCX through LibreOffice': () => word('docx'),
  'DOCX with tables through LibreOffice': () => word('docx-table'),
  'Hunspell dictionary in Hunspell': hunspell,
  'Vale style in Vale': vale,
  'Sphinx glossary in docutils': docutils,
  'AsciiDoc glossary in Asciidoctor': asciidoctor,
  'user dictionary in Mozc': () => mozcImports(written('mozc', ALL)),
  'user dictionaries in MS-IME, ATOK, Gboard and macOS': () => {
    throw new Skip('they run on other systems; the shape of their files is checked in npm test')
  },
}

let failures = 0
try {
  for (const [name, check] of Object.entries(CHECKS)) {
    try {
      const { ok, note } = await check()
      if (!ok) failures++
      process.stdout.write(`${ok ? 'ok     ' : 'FAILED '} ${name}: ${note}\n`)
    } catch (error) {
      if (!(error instanceof Skip)) failures++
      process.stdout.write(`${error instanceof Skip ? 'skipped' : 'FAILED '} ${name}: ${error instanceof Error ? error.message : error}\n`)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
