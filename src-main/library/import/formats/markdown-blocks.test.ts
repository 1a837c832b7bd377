import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { childrenOf, partsOf, plainOf } from './markdown-blocks.ts'

/** However the text is cut into parts, its blocks are those markdown-it finds in the whole of it. */

interface Seen {
  readonly type: string
  readonly tag: string
  readonly line: number | null
  readonly text: string
}

const whole = new MarkdownIt({ html: true, linkify: false })

const asWhole = (text: string): Seen[] =>
  whole.parse(text, {}).map((token) => ({
    type: token.type,
    tag: token.tag,
    line: token.map?.[0] ?? null,
    text: token.type === 'inline' ? plainOf(token.children ?? []) : token.content,
  }))

const inParts = (text: string, size: number): { seen: Seen[]; parts: number } => {
  const parts = [...partsOf(text, size)]
  const seen = parts.flatMap(({ tokens, offset, env }) =>
    tokens.map((token) => ({
      type: token.type,
      tag: token.tag,
      line: token.map ? (token.map[0] as number) + offset : null,
      text: token.type === 'inline' ? plainOf(childrenOf(token, env)) : token.content,
    })),
  )
  return { seen, parts: parts.length }
}

const LINES = [
  '# One',
  '## 用語',
  '### three ###',
  'words *in* a \\* line',
  '',
  '',
  '- item',
  '  ## inside',
  '    code',
  '```',
  '~~~',
  '<!--',
  '-->',
]
const MORE = [
  '> quoted',
  '1. first',
  '| a | b |',
  '|---|---|',
  '| 1 | 2 |',
  '<div>',
  '</div>',
  '===',
  '---',
  '[x]: https://a.example',
  'see [x]',
  ': text',
]

test('property: parts of any size give the blocks, lines and words of the whole', () => {
  const text = fc.array(fc.constantFrom(...LINES, ...MORE), { maxLength: 40 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 60 }), (markdown, size) => {
      expect(inParts(markdown, size).seen).toEqual(asWhole(markdown))
    }),
    { numRuns: 2000 },
  )
})

test('a long glossary is read in many parts; a fence that is never closed holds the rest together', () => {
  const entry = (n: number): string => `## Term ${n}\n\nWhat it means.\n\n`
  const entries = Array.from({ length: 100 }, (_, n) => entry(n)).join('')
  expect(inParts(entries, 200).parts).toBeGreaterThan(10)
  expect(inParts(`## First\n\n\`\`\`\n${entries}`, 200)).toMatchObject({ parts: 1 })
})
