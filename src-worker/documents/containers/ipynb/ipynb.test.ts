import { expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read } from '../testing.ts'

const notebook = (cells: readonly unknown[]): Buffer => Buffer.from(JSON.stringify({ cells, nbformat: 4 }))

it('reads Markdown and code cells', async () => {
  const output = await document(
    'ipynb',
    notebook([
      { cell_type: 'markdown', source: ['# 用語\n', '\n', 'A *berth* is a `place`.\n'] },
      { cell_type: 'code', source: 'x = 1\nprint(x)', outputs: [{ text: 'noise' }] },
      { cell_type: 'raw', source: 'raw' },
      null,
    ]),
  )
  expect(output.title).toBe('用語')
  expect(outline(output, true)).toEqual([
    'heading1: 用語',
    'paragraph: A berth is a place. {emphasis:berth, code:place}',
    'code: x = 1\nprint(x)',
  ])
  expect(output.blocks.map(({ part }) => part)).toEqual(['cell 1', 'cell 1', 'cell 2'])
})

it('says what cannot be read, and stands 300 mutations', { timeout: 60_000 }, async () => {
  for (const text of ['{"cells": ', '{}', '[]', '7', '['.repeat(100_000)])
    expect(await read('ipynb', Buffer.from(text))).toMatchObject({ skipped: 'broken' })
  expect(await read('ipynb', notebook([]))).toMatchObject({ skipped: 'no-text' })
  const file = notebook(Array.from({ length: 30 }, (_, i) => ({ cell_type: 'markdown', source: `- berth ${i}` })))
  expect((await outcomesOfDamage('ipynb', mutations(file, 300))).get('broken')).toBeGreaterThan(80)
})
