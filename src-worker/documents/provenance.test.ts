import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { type Block, parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import type { FormatName } from '../../src-main/contract/formats.ts'
import { parseBytes } from './index.ts'
import { toBlock, toSource } from './source-map.ts'
import { mapProblem } from './testing.ts'

/**
 * Provenance over every format and encoding (design §3): documents of random structure are written in each format, encoded in each
 * encoding and parsed; every sentence planted must be found in a block, and lead back to its words in the decoded text.
 */

type Mark = 'plain' | 'strong' | 'emphasis' | 'code' | 'link'
interface Word {
  /** As it must appear in a block. `R&D` is written with an entity or an escape where the format has one. */
  readonly text: string
  readonly mark: Mark
}
interface Sentence {
  readonly japanese: boolean
  readonly words: readonly Word[]
  /** Indexes of words after which the line is broken. */
  readonly breaks: readonly number[]
}
type Node =
  | { readonly type: 'heading' | 'paragraph' | 'quote'; readonly sentence: Sentence }
  | { readonly type: 'list' | 'definition'; readonly sentences: readonly Sentence[] }
  | { readonly type: 'table'; readonly sentences: readonly Sentence[] }
  | { readonly type: 'code' }

/** A word with a character that the markup has to spell in another way: it maps as a unit. */
const UNIT = 'R&D'
const SPELLINGS = ['R&amp;D', 'R&#38;D', 'R\\&D', 'R&D']

const ENGLISH = ['glossary', 'term', 'snapshot', 'branch', 'index', 'Handbook', 'release', 'record', 'policy', 'audit', UNIT]
const JAPANESE = ['用語', '定義', '索引', 'サーバー', '記録する', '手引き', 'および', '監査', '承認者', '表', UNIT]

const word = (words: readonly string[]): fc.Arbitrary<Word> =>
  fc.record({
    text: fc.constantFrom(...words),
    mark: fc.constantFrom<Mark>('plain', 'plain', 'plain', 'strong', 'emphasis', 'code', 'link'),
  })
const sentenceOf = (japanese: boolean): fc.Arbitrary<Sentence> =>
  fc
    .array(word(japanese ? JAPANESE : ENGLISH), { minLength: 2, maxLength: 9 })
    // Marks of two words must not touch: `a``b` means something else.
    .map((words) => words.map((w, i) => (japanese && i % 2 === 1 ? { ...w, mark: 'plain' as const } : w)))
    .chain((words) => fc.subarray(words.slice(1, -1).map((_, i) => i)).map((breaks) => ({ japanese, words, breaks })))
    // A line break beside a Latin word in Japanese is a space: it has no place in the words planted.
    .map((one) =>
      japanese ? { ...one, breaks: one.breaks.filter((i) => one.words[i]!.text !== UNIT && one.words[i + 1]!.text !== UNIT) } : one,
    )
const spelt = (t: string, spelling: string): string => (t === UNIT ? spelling : t)
const sentence = fc.boolean().chain(sentenceOf)
const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ type: fc.constantFrom('heading' as const, 'paragraph' as const, 'paragraph' as const, 'quote' as const), sentence }),
  fc.record({
    type: fc.constantFrom('list' as const, 'definition' as const),
    sentences: fc.array(sentence, { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('table' as const), sentences: fc.array(sentence, { minLength: 4, maxLength: 4 }) }),
  fc.record({ type: fc.constant('code' as const) }),
)
const documentNodes = fc.array(node, { minLength: 1, maxLength: 6 })

/** How a format writes things. `inline` gives the marked word; breaks are allowed inside running text only. */
interface Writer {
  inline(word: Word, japanese: boolean): string
  node(node: Node, line: (sentence: Sentence, broken: string | null) => string): string
}

const text = (sentence: Sentence): string =>
  sentence.words.map((w) => w.text).join(sentence.japanese ? '' : ' ') + (sentence.japanese ? '。' : '.')

function write(writer: Writer, nodes: readonly Node[], eol: string): string {
  const line = (sentence: Sentence, broken: string | null): string => {
    const parts = sentence.words.map((w, i) => {
      const last = i === sentence.words.length - 1
      const gap = last ? '' : broken !== null && sentence.breaks.includes(i) ? broken : sentence.japanese ? '' : ' '
      return writer.inline(w, sentence.japanese) + gap
    })
    return parts.join('') + (sentence.japanese ? '。' : '.')
  }
  return `${nodes.map((n) => writer.node(n, line)).join('\n\n')}\n`.replaceAll('\n', eol)
}

const CODE = 'let residue = 1'

const markdown: Writer = {
  inline: ({ text: t, mark }) =>
    ({ plain: spelt(t, 'R&amp;D'), strong: `**${t}**`, emphasis: `*${t}*`, code: `\`${t}\``, link: `[${t}](https://example.com/${'a'})` })[
      mark
    ],
  node(n, line) {
    switch (n.type) {
      case 'heading':
        return `## ${line(n.sentence, null)} {#anchor}`
      case 'paragraph':
        return line(n.sentence, '\n')
      case 'quote':
        return `> ${line(n.sentence, '\n> ')}`
      case 'list':
        return n.sentences.map((s) => `- ${line(s, '\n  ')}`).join('\n')
      case 'definition':
        return `${line(n.sentences[0]!, null)}\n${n.sentences
          .slice(1)
          .map((s) => `: ${line(s, null)}`)
          .join('\n')}`
      case 'table':
        return `| ${line(n.sentences[0]!, null)} | ${line(n.sentences[1]!, null)} |\n|---|---|\n| ${line(n.sentences[2]!, null)} | ${line(n.sentences[3]!, null)} |`
      case 'code':
        return `<!-- a\n\ncomment -->\n\n\`\`\`js\n${CODE}\n\`\`\``
    }
  },
}

const html: Writer = {
  inline: ({ text: t, mark }) =>
    ({
      plain: spelt(t, 'R&amp;D'),
      strong: `<strong>${t}</strong>`,
      emphasis: `<em>${t}</em>`,
      code: `<code>${t}</code>`,
      link: `<a href="x">${t}</a>`,
    })[mark],
  node(n, line) {
    switch (n.type) {
      case 'heading':
        return `<h2 id="x">${line(n.sentence, '\n  ')}</h2>`
      case 'paragraph':
        return `<p>${line(n.sentence, '\n')}`
      case 'quote':
        return `<blockquote><p>${line(n.sentence, '\n')}</p></blockquote>`
      case 'list':
        return `<ul>${n.sentences.map((s) => `<li>${line(s, '\n  ')}`).join('\n')}</ul>`
      case 'definition':
        return `<dl><dt>${line(n.sentences[0]!, null)}</dt>${n.sentences
          .slice(1)
          .map((s) => `<dd>${line(s, '\n')}</dd>`)
          .join('')}</dl>`
      case 'table':
        return `<table><tr><th>${line(n.sentences[0]!, null)}<th>${line(n.sentences[1]!, '\n')}<tr><td>${line(n.sentences[2]!, null)}</td><td>${line(n.sentences[3]!, null)}</table>`
      case 'code':
        return `<!-- a\n\ncomment --><script>${CODE}</script><pre>${CODE}</pre>`
    }
  },
}

const rst: Writer = {
  inline({ text: t, mark }, japanese) {
    const marked = {
      plain: spelt(t, 'R\\&D'),
      strong: `**${t}**`,
      emphasis: `*${t}*`,
      code: `\`\`${t}\`\``,
      link: `:ref:\`${t} <target>\``,
    }[mark]
    return japanese && mark !== 'plain' ? `\\ ${marked}\\ ` : marked
  },
  node(n, line) {
    switch (n.type) {
      case 'heading': {
        const title = line(n.sentence, null)
        return `${title}\n${'='.repeat(title.length * 2)}`
      }
      case 'paragraph':
        return line(n.sentence, '\n')
      case 'quote':
        return `.. note:: ${line(n.sentence, '\n   ')}`
      case 'list':
        return n.sentences.map((s) => `- ${line(s, '\n  ')}`).join('\n')
      case 'definition':
        return `${line(n.sentences[0]!, null)}\n${n.sentences
          .slice(1)
          .map((s) => `   ${line(s, '\n   ')}`)
          .join('\n\n')}`
      case 'table':
        return `.. list-table::\n\n   * - ${line(n.sentences[0]!, null)}\n     - ${line(n.sentences[1]!, null)}\n   * - ${line(n.sentences[2]!, null)}\n     - ${line(n.sentences[3]!, null)}`
      case 'code':
        return `.. a\n   comment\n\n.. code-block:: js\n\n   ${CODE}\n\n.. end`
    }
  },
}

const asciidoc: Writer = {
  inline: ({ text: t, mark }) =>
    ({ plain: spelt(t, 'R&#38;D'), strong: `**${t}**`, emphasis: `__${t}__`, code: `\`\`${t}\`\``, link: `<<target,${t}>>` })[mark],
  node(n, line) {
    switch (n.type) {
      case 'heading':
        return `== ${line(n.sentence, null)}`
      case 'paragraph':
        return `[[anchor]]\n${line(n.sentence, '\n')}`
      case 'quote':
        return `____\n${line(n.sentence, '\n')}\n____`
      case 'list':
        return n.sentences.map((s) => `* ${line(s, '\n')}`).join('\n')
      case 'definition':
        return `${line(n.sentences[0]!, null)}::\n${n.sentences
          .slice(1)
          .map((s) => `  ${line(s, '\n  ')}`)
          .join('\n+\n')}`
      case 'table':
        return `|===\n|${line(n.sentences[0]!, null)} |${line(n.sentences[1]!, null)}\n\n|${line(n.sentences[2]!, null)}\n|${line(n.sentences[3]!, null)}\n|===`
      case 'code':
        return `////\na\n\ncomment\n////\n\n----\n${CODE}\n----`
    }
  },
}

const plain: Writer = {
  inline: ({ text: t }) => t,
  node(n, line) {
    switch (n.type) {
      case 'heading':
        return `${line(n.sentence, null)}\n=====`
      case 'paragraph':
      case 'quote': {
        // Nobody breaks a line after one word: a line much shorter than the others ends a paragraph.
        const lines = line(n.sentence, '\n').split('\n')
        const widest = Math.max(...lines.map((one) => one.length))
        return lines.slice(0, -1).every((one) => one.length > widest * 0.8) ? lines.join('\n') : line(n.sentence, null)
      }
      case 'list':
        return n.sentences.map((s) => `- ${line(s, '\n  ')}`).join('\n')
      case 'definition':
      case 'table':
        return n.sentences.map((s) => line(s, null)).join('\n\n')
      case 'code':
        return '-----------'
    }
  },
}

const FORMATS: readonly (readonly [FormatName, string, Writer])[] = [
  ['markdown', 'a.md', markdown],
  ['html', 'a.html', html],
  ['rst', 'a.rst', rst],
  ['asciidoc', 'a.adoc', asciidoc],
  ['text', 'a.txt', plain],
]

/** ISO-2022-JP made from EUC-JP: the same two bytes without their high bits, between escapes. */
function jis(content: string): Buffer {
  const bytes: number[] = []
  let wide = false
  for (const byte of iconv.encode(content, 'euc-jp')) {
    if (byte >= 0x80 !== wide) {
      wide = !wide
      bytes.push(0x1b, ...(wide ? [0x24, 0x42] : [0x28, 0x42]))
    }
    bytes.push(byte & 0x7f)
  }
  return Buffer.from(wide ? [...bytes, 0x1b, 0x28, 0x42] : bytes)
}

const ENCODINGS: readonly (readonly [string, (content: string) => Buffer])[] = [
  ['utf-8', (content) => Buffer.from(content)],
  ['utf-8', (content) => Buffer.from(`\ufeff${content}`)],
  ['utf-16le', (content) => Buffer.from(`\ufeff${content}`, 'utf16le')],
  ['utf-16be', (content) => Buffer.from(`\ufeff${content}`, 'utf16le').swap16()],
  ['shift_jis', (content) => iconv.encode(content, 'shift_jis')],
  ['euc-jp', (content) => iconv.encode(content, 'euc-jp')],
  ['iso-2022-jp', jis],
]

const sentencesOf = (n: Node): readonly Sentence[] => ('sentence' in n ? [n.sentence] : 'sentences' in n ? n.sentences : [])
const isAscii = (content: string): boolean => /^[\0-\x7f]*$/u.test(content)

function checkSentence(decoded: string, blocks: readonly Block[], planted: Sentence): void {
  const wanted = text(planted)
  const block = blocks.find((candidate) => candidate.text.includes(wanted))
  expect(block, `${wanted}\nnot in\n${blocks.map((b) => `${b.kind}: ${b.text}`).join('\n')}`).toBeDefined()
  const at = block!.text.indexOf(wanted)
  const range = toSource(block!, at, at + wanted.length)!
  const raw = decoded.slice(range.start, range.end)
  let from = 0
  for (const { text: w } of planted.words) {
    const spellings = (w === UNIT ? SPELLINGS : [w])
      .map((spelling) => ({ spelling, at: raw.indexOf(spelling, from) }))
      .filter(({ at: found }) => found !== -1)
    const nearest = spellings.sort((a, b) => a.at - b.at)[0]
    expect(nearest, `${w} in ${raw}`).toBeDefined()
    from = nearest!.at + nearest!.spelling.length
  }
  const back = toBlock(block!, range.start, range.end)!
  expect(block!.text.slice(back.start, back.end)).toBe(wanted)
}

describe('provenance', () => {
  it.each(FORMATS)('%s: every planted sentence leads back to its words, in every encoding', (_format, path, writer) => {
    const eol = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(documentNodes, eol, fc.constantFrom(...ENCODINGS), (nodes, lineEnd, [label, encode]) => {
        const content = write(writer, nodes, lineEnd)
        const parsed = parseBytes(encode(content), path, () => ({ language: 'en', tag: 'en' }))
        if ('skipped' in parsed) throw new Error(parsed.reason)
        expect(parsed.decoded).toBe(content)
        if (!isAscii(content)) expect(parsed.encoding).toBe(label)
        parsedDocumentSchema.parse({ ...parsed, contentHash: '' })
        for (const block of parsed.blocks) expect(mapProblem(content, block), JSON.stringify(block)).toBeNull()
        for (const planted of nodes.flatMap(sentencesOf)) checkSentence(content, parsed.blocks, planted)
        for (const block of parsed.blocks) {
          if (block.kind !== 'code') expect(block.text).not.toMatch(/residue|comment|anchor|target|example\.com|[*`<>[\]{}|\\]|::/u)
        }
      }),
      { numRuns: 300 },
    )
  })
})
