import { describe, expect, it } from 'vitest'
import type { FormatName } from '../../src-main/contract/formats.ts'
import { decode } from './encoding.ts'
import { formatInput } from './format.ts'
import { PARSERS } from './formats.ts'
import { mapProblem } from './testing.ts'

/** Input made to hurt: every parser must stay linear, must not overflow the stack, and must keep its promises about the map. */

const FORMATS = Object.keys(PARSERS) as FormatName[]

const nested = (n: number, unit: (depth: number) => string): string =>
  Array.from({ length: Math.floor(Math.sqrt(2 * n)) }, (_, i) => unit(i)).join('\n')

/** Texts of about n characters. */
const SHAPES: Readonly<Record<string, (n: number) => string>> = {
  'quote marks': (n) => '>'.repeat(n),
  'quote marks with spaces': (n) => '> '.repeat(n / 2),
  brackets: (n) => '['.repeat(n),
  'bracket pairs': (n) => '![['.repeat(n / 3),
  'open links': (n) => '[a]('.repeat(n / 4),
  stars: (n) => '*'.repeat(n),
  'starred words': (n) => '*a '.repeat(n / 3),
  'starred pairs': (n) => '*a*'.repeat(n / 3),
  underscores: (n) => '_a '.repeat(n / 3),
  backticks: (n) => '`a '.repeat(n / 3),
  'rising backticks': (n) => nested(n, (i) => '`'.repeat(i)),
  'open comments': (n) => '<!-- '.repeat(n / 5),
  'open comment lines': (n) => '<!--\n'.repeat(n / 5),
  'open fence': (n) => `\`\`\`\n${'code\n'.repeat(n / 5)}`,
  'many fences': (n) => '```\n'.repeat(n / 4),
  'open templates': (n) => '{{< '.repeat(n / 4),
  'open braces': (n) => '{'.repeat(n),
  'bullets in one line': (n) => '- '.repeat(n / 2),
  'growing indent': (n) => nested(n, (i) => `${' '.repeat(i)}- x`),
  'growing definitions': (n) => nested(n, (i) => `${' '.repeat(i)}x`),
  'open tags': (n) => '<a '.repeat(n / 3),
  'nested inline tags': (n) => '<b>'.repeat(n / 3),
  'nested blocks': (n) => '<div>'.repeat(n / 5),
  'nested blocks, closed': (n) => '<div>'.repeat(n / 11) + '</div>'.repeat(n / 11),
  'wrong end tags': (n) => '<div>'.repeat(n / 10) + '</p></span>'.repeat(n / 22),
  'nested tables': (n) => '<table><tr><td>'.repeat(n / 15),
  'nested ruby': (n) => '<ruby>a<rt>b'.repeat(n / 12),
  ampersands: (n) => '&amp'.repeat(n / 4),
  colons: (n) => ':'.repeat(n),
  roles: (n) => ':a:`b'.repeat(n / 5),
  'substitution marks': (n) => '|a '.repeat(n / 3),
  'comment marks': (n) => '.. '.repeat(n / 3),
  'open tables': (n) => `|===\n${'|a '.repeat(n / 3)}`,
  'tables without cells': (n) => `|===\n${'a\n'.repeat(n / 2)}`,
  'grid rows': (n) => `+-+\n${'|a|\n'.repeat(n / 4)}`,
  'simple table rows': (n) => `== ==\n${'a  b\n'.repeat(n / 5)}`,
  'pipe table': (n) => `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(n / 6)}`,
  'wide pipe table': (n) => `${'|a'.repeat(n / 4)}|\n${'|-'.repeat(n / 4)}|\n`,
  csv: (n) => `.. csv-table::\n\n${'   "a,'.repeat(n / 6)}`,
  'delimiter lines': (n) => '====\n'.repeat(n / 5),
  'underlined words': (n) => 'a\n---\n'.repeat(n / 6),
  'description marks': (n) => 'a::'.repeat(n / 3),
  'open macros': (n) => 'link:a['.repeat(n / 7),
  'index marks': (n) => '(('.repeat(n / 2),
  'reference marks': (n) => '<<'.repeat(n / 2),
  backslashes: (n) => '\\'.repeat(n),
  'escaped stars': (n) => '\\*'.repeat(n / 2),
  addresses: (n) => 'http://'.repeat(n / 7),
  'address of commas': (n) => `http://${','.repeat(n)}`,
  'e-mail marks': (n) => 'a@'.repeat(n / 2),
  'one word': (n) => 'a'.repeat(n),
  'one line of words': (n) => 'lorem ipsum '.repeat(n / 12),
  'one line of kana': (n) => 'あ'.repeat(n),
  'Aozora brackets': (n) => `漢《か》漢《か》漢《か》${'｜漢'.repeat(n / 2)}`,
  'combining marks': (n) => `a${'\u0301'.repeat(n)}`,
  spaces: (n) => `${' '.repeat(n)}x`,
  'line feeds': (n) => '\n'.repeat(n),
  'carriage returns': (n) => '\r'.repeat(n),
  'open commands': (n) => '\\textbf{'.repeat(n / 8),
  'open notes': (n) => '\\footnote{a '.repeat(n / 12),
  'open options': (n) => '\\a['.repeat(n / 3),
  'open environments': (n) => '\\begin{itemize}\\item '.repeat(n / 21),
  'open entries': (n) => '\\newglossaryentry{a}{name=b,'.repeat(n / 27),
  formulas: (n) => '\\[ $'.repeat(n / 4),
  'verbatim words': (n) => '\\verb|a'.repeat(n / 7),
  'tex cells': (n) => `\\begin{tabular}{l}${'a & '.repeat(n / 4)}`,
  'percent signs': (n) => '%\n'.repeat(n / 2),
  cues: (n) => '00:00.000 --> 00:01.000\na\n\n'.repeat(n / 27),
  'cues with tags': (n) => `00:00.000 --> 00:01.000\n${'<ruby>a<rt>b'.repeat(n / 12)}`,
}

const SMALL = 40_000

/** Milliseconds of processor time: other processes on the machine do not count. */
function time(format: FormatName, text: string): number {
  const start = process.cpuUsage()
  PARSERS[format](formatInput(text))
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

describe.each(FORMATS)('%s', (format) => {
  it('takes time in proportion to the length, whatever the shape', { timeout: 120_000 }, () => {
    const slow: string[] = []
    for (const [name, shape] of Object.entries(SHAPES)) {
      PARSERS[format](formatInput(shape(2000)))
      // Small absolute times are noise, and a pause of the machine is not work: slow is what is slow three times.
      const ratio = () => {
        const once = time(format, shape(SMALL))
        const fourfold = time(format, shape(SMALL * 4))
        return fourfold < 60 ? 0 : fourfold / Math.max(once, 5)
      }
      if (ratio() > 9 && ratio() > 9 && ratio() > 9) slow.push(name)
    }
    expect(slow).toEqual([])
  })

  it('survives 20 000 levels of nesting', { timeout: 60_000 }, () => {
    const depth = 20_000
    const texts = [
      '> '.repeat(depth),
      '- '.repeat(depth),
      '[a]('.repeat(depth),
      '<div>'.repeat(depth),
      `${'<ul><li>'.repeat(depth)}x`,
      '**a _b '.repeat(depth),
      '====\n--\n'.repeat(depth),
      '.. note::\n\n   '.repeat(depth),
      '{{< a >}}'.repeat(depth),
    ]
    for (const text of texts) expect(Array.isArray(PARSERS[format](formatInput(text)).blocks)).toBe(true)
  })

  it('takes 5 MB of one sign and a 2 MB line', { timeout: 120_000 }, () => {
    for (const text of ['>'.repeat(5e6), '['.repeat(5e6), '*'.repeat(5e6), 'word '.repeat(4e5)]) {
      expect(time(format, text)).toBeLessThan(20_000)
    }
  })

  it('keeps the map right on mutated documents', () => {
    const seedText =
      '# 用語 *a* `b` [c](d) <!-- e --> &amp; **f**\n\n- g\n  h\n\n| i | j |\n|---|---|\n| k | `l` |\n\nm::\n  n\n\n.. note:: o\n   p ``q``\n\n|===\n|r |s\n|===\n\n<p>t<ruby>u<rt>v</rt></ruby>\n\n{{< w >}} x\\*y カ\u3099'
    let state = 12_345
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % limit
    }
    for (let i = 0; i < 1500; i++) {
      let text = seedText
      for (let edits = random(6) + 1; edits > 0; edits--) {
        const at = random(text.length + 1)
        const piece = [...'*_`[]<>|:.-+=#\\{}&\n\r\t 用が'][random(26)] ?? ''
        text = text.slice(0, at) + piece.repeat(random(4)) + text.slice(at + random(4))
      }
      for (const block of PARSERS[format](formatInput(text)).blocks) {
        const problem = mapProblem(text, block)
        expect(problem, JSON.stringify({ text, block })).toBeNull()
      }
    }
  })
})

describe('decode', () => {
  it('is linear on bytes of every class', () => {
    for (const byte of [0x00, 0x1b, 0x41, 0x80, 0xa4, 0xe3, 0xff]) {
      const start = performance.now()
      decode(new Uint8Array(5_000_000).fill(byte))
      expect(performance.now() - start).toBeLessThan(3000)
    }
  })
})
