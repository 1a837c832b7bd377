import { expect, test } from 'vitest'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { documentTree, parentRow, placesAmong } from './document-tree.ts'

let id = 0
const file = (path: string, more: Partial<DocumentRow> = {}): DocumentRow => ({
  id: ++id,
  root: 1,
  path,
  size: 10,
  status: 'ok',
  reason: null,
  contentHash: null,
  language: 'en',
  ...more,
})
const ROOTS = [
  { id: 1, path: '/home/me/notes', missing: false },
  { id: 2, path: 'C:\\Work\\notes', missing: false },
]
const drawn = (documents: readonly DocumentRow[], closed: readonly string[] = []) =>
  documentTree(documents, ROOTS, new Set(closed)).map(
    (node) => `${'  '.repeat(node.level - 1)}${node.name}${node.kind === 'folder' ? '/' : ''}`,
  )

test('folders stand before files, numbers in names count as numbers', () => {
  expect(drawn([file('b.md'), file('part 10/x.md'), file('part 2/x.md'), file('a.md'), file('part 2/deep/y.md')])).toEqual([
    'part 2/',
    '  deep/',
    '    y.md',
    '  x.md',
    'part 10/',
    '  x.md',
    'a.md',
    'b.md',
  ])
})

test('a closed folder hides what is in it and says how much that is', () => {
  const documents = [file('sub/a.md'), file('sub/deep/b.md'), file('c.md')]
  expect(drawn(documents, ['r1/sub'])).toEqual(['sub/', 'c.md'])
  expect(documentTree(documents, ROOTS, new Set(['r1/sub']))[0]).toMatchObject({ open: false, documents: { length: 2 } })
})

test('several folders are told apart, those of the same name too; what was removed is left out', () => {
  const documents = [file('a.md'), file('a.md', { root: 2 }), file('gone.md', { status: 'removed' })]
  expect(drawn(documents)).toEqual(['me/notes/', '  a.md', 'Work/notes/', '  a.md'])
  expect(new Set(documentTree(documents, ROOTS, new Set()).map(({ key }) => key)).size).toBe(4)
})

test('the way up leads to the folder a row lies in', () => {
  const nodes = documentTree([file('sub/deep/a.md'), file('sub/b.md'), file('c.md')], ROOTS, new Set())
  expect(nodes.map(({ name }) => name)).toEqual(['sub', 'deep', 'a.md', 'b.md', 'c.md'])
  expect(nodes.map((_node, i) => parentRow(nodes, i))).toEqual([0, 0, 1, 0, 4])
})

test('every row knows its place among those in the same folder', () => {
  const nodes = documentTree([file('sub/deep/a.md'), file('sub/b.md'), file('sub/c.md'), file('z/d.md'), file('e.md')], ROOTS, new Set())
  const places = placesAmong(nodes)
  expect(nodes.map(({ key, name }) => `${name} ${places.get(key)!.position}/${places.get(key)!.size}`)).toEqual([
    'sub 1/3',
    'deep 1/3',
    'a.md 1/1',
    'b.md 2/3',
    'c.md 3/3',
    'z 2/3',
    'd.md 1/1',
    'e.md 3/3',
  ])
})
