import { pages, pdf, type Shown, stream } from '../../src-worker/documents/containers/pdf/testing.ts'
import type { Bomb } from './bombs.ts'

/** PDFs whose structure tree (ISO 32000-2, 14.7) is the bomb: wide, deep, hanging in itself; and pages of nothing but furigana. */

const TAGGED = '/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R'
const FIRST = 9
const text = 'A berth is a place where a vessel lies.'

/** A page with that many marked texts, and elements written by hand: `parents` says which element each text belongs to. */
function tagged(marks: number, elements: readonly string[], parents: (mark: number) => number, root = `/K ${FIRST} 0 R`): Buffer {
  const content = Array.from(
    { length: marks },
    (_, i) => `/P <</MCID ${i}>> BDC BT /F 10 Tf 1 0 0 1 50 ${750 - (i % 60) * 12} Tm (${text}) Tj ET EMC`,
  )
  const owners = Array.from({ length: marks }, (_, i) => `${parents(i)} 0 R`)
  return pdf(
    [
      '<</Type/Page/Parent 2 0 R/Contents 7 0 R/StructParents 0>>',
      stream(Buffer.from(content.join('\n'))),
      `<</Type/StructTreeRoot${root}/ParentTree<</Nums[0[${owners.join(' ')}]]>>>>`,
      ...elements,
    ],
    [6],
    '',
    '',
    TAGGED,
  )
}

const element = (role: string, parent: number, kids: string): string => `<</Type/StructElem/S/${role}/P ${parent} 0 R/Pg 6 0 R/K[${kids}]>>`

const WIDE = 50_000
const DEEP = 20_000

const wide = (): Buffer =>
  tagged(
    WIDE,
    [
      element('Document', 8, Array.from({ length: WIDE }, (_, i) => `${FIRST + 1 + i} 0 R`).join(' ')),
      ...Array.from({ length: WIDE }, (_, i) => element('P', FIRST, String(i))),
    ],
    (mark) => FIRST + 1 + mark,
  )

const deep = (): Buffer =>
  tagged(
    60,
    Array.from({ length: DEEP }, (_, i) =>
      element(
        i % 3 === 0 ? 'Table' : i % 3 === 1 ? 'TR' : 'TD',
        i === 0 ? 8 : FIRST + i - 1,
        i === DEEP - 1 ? '0 1 2 3 4 5' : `${FIRST + i + 1} 0 R`,
      ),
    ),
    () => FIRST + DEEP - 1,
  )

/** Every element has every other for a child, and for its parent. */
const knot = (): Buffer => {
  const count = 300
  const kids = Array.from({ length: count }, (_, i) => `${FIRST + i} 0 R`).join(' ')
  return tagged(
    60,
    Array.from({ length: count }, (_, i) => element('L', FIRST + ((i + 1) % count), `${kids} ${i % 60}`)),
    (mark) => FIRST + mark,
  )
}

/** One text, named a million times. */
const again = (): Buffer => tagged(60, [element('P', 8, '0 '.repeat(1_000_000))], () => FIRST)

const roles = (): Buffer => tagged(60, [element('A', 8, '0 1 2 3')], () => FIRST, `/K ${FIRST} 0 R/RoleMap<</A/B/B/A>>`)

const furigana = (): Buffer =>
  pages(
    Array.from(
      { length: 60_000 },
      (_, i): Shown => (i % 2 === 0 ? [50 + (i % 97), 700, '8b44', 10, 'J'] : [50 + (i % 89), 711, '82ab', 5, 'J']),
    ),
  )

export const TAG_BOMBS: readonly Bomb[] = [
  { name: 'tags-wide.pdf', bytes: wide, expect: null },
  { name: 'tags-deep.pdf', bytes: deep, expect: null },
  { name: 'tags-knot.pdf', bytes: knot, expect: 'read' },
  { name: 'tags-again.pdf', bytes: again, expect: null },
  { name: 'tags-roles.pdf', bytes: roles, expect: 'read' },
  { name: 'furigana.pdf', bytes: furigana, expect: null },
]
