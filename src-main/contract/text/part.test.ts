import { expect, test } from 'vitest'
import { partGroup, partLabel, placeFragment, placeLabel } from './part.ts'

test('parts have names in both languages; cells and times are what they are', () => {
  const parts = [
    'page 7',
    'slide 3',
    'slide 3 notes',
    'chapter 2',
    'cell 4',
    'footnote 1',
    'endnote 2',
    'comment 0',
    'message 2',
    'Terms!B7',
    '0:01:02',
  ]
  expect(parts.map((part) => partLabel(part, 'en'))).toEqual(parts)
  expect(parts.map((part) => partLabel(part, 'ja'))).toEqual([
    '7ページ',
    'スライド3',
    'スライド3のノート',
    '第2章',
    'セル4',
    '脚注1',
    '文末脚注2',
    'コメント0',
    'メール2',
    'Terms!B7',
    '0:01:02',
  ])
})

test('a place is a part where there is one, else a line', () => {
  expect(placeLabel('a.md', 12, undefined, 'en')).toBe('a.md:12')
  expect(placeLabel('a.pdf', 12, 'page 7', 'en')).toBe('a.pdf, page 7')
  expect(placeLabel('a.pdf', 12, 'page 7', 'ja')).toBe('a.pdf、7ページ')
  expect([placeFragment(3, undefined), placeFragment(3, 'page 7'), placeFragment(3, 'slide 7')]).toEqual(['#L3', '#page=7', ''])
  expect([partGroup('My!sheet!AB12'), partGroup('page 7'), partGroup('用語!B7')]).toEqual(['My!sheet', 'page 7', '用語'])
})
