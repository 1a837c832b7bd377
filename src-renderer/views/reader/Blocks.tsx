import { createElement, memo, type ReactNode } from 'react'
import type { Block, InlineSpan } from '../../../src-main/contract/blocks.ts'
import { partLabel } from '../../../src-main/contract/text/part.ts'
import { activeLanguage } from '../../i18n/index.ts'
import { groupOf, runEnd, type Section, sectionsOf } from '../../reader/sections.ts'
import { cellBreaks, tableRows } from '../../reader/table.ts'

/** The blocks of a document as elements. Text only: nothing a document holds becomes markup. Every block carries its number. */
export const Blocks = memo(function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return sectionsOf(blocks).map((section) => (
    <div
      key={section.first}
      className="reader-section"
      data-from={section.first}
      data-end={section.end}
      style={{ containIntrinsicBlockSize: `auto ${section.height}em` }}
    >
      {inSection(blocks, section)}
    </div>
  ))
})

function inSection(blocks: readonly Block[], { first, end }: Section): ReactNode[] {
  const out: ReactNode[] = []
  for (let at = first; at < end; ) {
    const part = groupOf(blocks[at]!)
    if (part !== undefined && (at === 0 || part !== groupOf(blocks[at - 1]!))) {
      out.push(
        <p key={`part ${at}`} className="part-line">
          <bdi lang={activeLanguage()}>{partLabel(part, activeLanguage())}</bdi>
        </p>,
      )
    }
    const next = runEnd(blocks, at)
    const isTable = blocks[at]!.kind === 'table-cell'
    out.push(isTable ? <Table key={at} blocks={blocks.slice(at, next)} first={at} /> : <One key={at} block={blocks[at]!} index={at} />)
    at = next
  }
  return out
}

function One({ block, index }: { block: Block; index: number }) {
  const text = inline(block)
  const data = { 'data-block': index }
  switch (block.kind) {
    case 'heading':
      return createElement(`h${Math.min(6, (block.level ?? 1) + 1)}`, data, text)
    case 'list-item':
      return (
        <div {...data} className="item" style={{ '--depth': block.level ?? 1 } as React.CSSProperties}>
          {text}
        </div>
      )
    case 'definition-term':
    case 'glossary-term':
      return (
        <p {...data} className="term-line">
          {text}
        </p>
      )
    case 'definition':
      return (
        <p {...data} className="definition-line">
          {text}
        </p>
      )
    case 'quote':
      return <blockquote {...data}>{text}</blockquote>
    case 'code':
      return <pre {...data}>{block.text}</pre>
    case 'caption':
      return (
        <p {...data} className="caption">
          {text}
        </p>
      )
    default:
      return <p {...data}>{text}</p>
  }
}

function Table({ blocks, first }: { blocks: readonly Block[]; first: number }) {
  return (
    <table>
      <tbody>
        {tableRows(blocks).map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document's rows never change places.
          <tr key={at}>{row.map(({ block, index }, column) => (block ? cell(block, first + index) : <td key={`empty ${column}`} />))}</tr>
        ))}
      </tbody>
    </table>
  )
}

function cell(block: Block, index: number): ReactNode {
  const { least, anywhere } = cellBreaks(block.text)
  const data = { key: index, 'data-block': index, ...(anywhere ? { className: 'broken' } : {}) }
  return createElement(
    block.header ? 'th' : 'td',
    { ...data, ...(least > 0 ? { style: { minWidth: `${least + 0.2}em` } } : {}) },
    inline(block),
  )
}

const TAGS: Partial<Record<InlineSpan['kind'], string>> = { code: 'code', emphasis: 'em', strong: 'strong' }

/** A block's text with its inline spans. Spans that overlap another one are left out: their text is there all the same. */
function inline(block: Block): ReactNode {
  const spans = (block.spans ?? [])
    .filter((span) => span.kind === 'ruby' || TAGS[span.kind] !== undefined)
    .toSorted((a, b) => a.start - b.start)
  if (spans.length === 0) return block.text
  const out: ReactNode[] = []
  let at = 0
  for (const span of spans) {
    if (span.start < at || span.end <= span.start || span.end > block.text.length) continue
    out.push(block.text.slice(at, span.start))
    const text = block.text.slice(span.start, span.end)
    out.push(
      span.kind === 'ruby' ? (
        <ruby key={span.start}>
          {text}
          <rt>{span.reading}</rt>
        </ruby>
      ) : (
        createElement(TAGS[span.kind]!, { key: span.start }, text)
      ),
    )
    at = span.end
  }
  out.push(block.text.slice(at))
  return out
}
