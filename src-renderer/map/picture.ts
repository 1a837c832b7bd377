import type { MapLink, MapLinkKind, TermMap } from '../../src-main/contract/term-map.ts'
import type { Box, LayoutLink } from './layout.ts'

/** From a term's surroundings to boxes and links that can be placed. Forms (other spellings) stand around the middle like terms, without being any. */

export type Item =
  | { readonly type: 'term'; readonly id: number; readonly text: string; readonly step: 0 | 1 | 2 }
  | { readonly type: 'form'; readonly text: string }

export interface Picture {
  readonly items: readonly Item[]
  readonly boxes: readonly Box[]
  readonly links: readonly LayoutLink[]
}

const HEIGHT = 28
const WIDEST = 190
/** Room at the sides, and for the mark of the decision. */
const AROUND = 46

/** About how wide a label is drawn, CSS pixels: Han and kana are twice as wide as Latin. The label itself ends in an ellipsis where this is too little. */
export function labelWidth(text: string, font = 13): number {
  let width = 0
  for (const character of text)
    width += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3ffff}]/u.test(character) ? font : font * 0.6
  return Math.min(WIDEST, Math.ceil(width) + AROUND)
}

/** What is near whom: people's own word pulls most, mere neighbourhood in the text least. */
const PULL: Readonly<Record<MapLinkKind, number>> = { related: 1, nested: 0.8, mentions: 0.5, together: 0.3 }
const LENGTH: Readonly<Record<MapLinkKind, number>> = { related: 50, nested: 50, mentions: 80, together: 100 }

/** @param withForms other spellings are drawn too */
export function pictureOf(map: TermMap, withForms: boolean): Picture {
  const terms = map.nodes.map((node): Item => ({ type: 'term', id: node.id, text: node.headword, step: node.step }))
  const forms = withForms ? map.forms.map(({ surface }): Item => ({ type: 'form', text: surface })) : []
  const items = [...terms, ...forms]
  const at = new Map(map.nodes.map(({ id }, index) => [id, index]))
  const links = strongest(map.links).flatMap(({ a, b, kind, weight }): LayoutLink[] => {
    const [from, to] = [at.get(a), at.get(b)]
    return from === undefined || to === undefined ? [] : [{ a: from, b: to, pull: PULL[kind] * (0.5 + weight / 2), length: LENGTH[kind] }]
  })
  const toForms = forms.map((_, index): LayoutLink => ({ a: 0, b: terms.length + index, pull: 1, length: 16 }))
  const boxes = items.map((item, index) => ({
    width: labelWidth(item.text, index === 0 ? 17 : 13),
    height: item.type === 'form' ? 22 : HEIGHT,
  }))
  return { items, boxes, links: [...links, ...toForms] }
}

/** Of several links between two terms the one that pulls most. */
function strongest(links: readonly MapLink[]): MapLink[] {
  const byPair = new Map<string, MapLink>()
  for (const link of links) {
    const pair = `${Math.min(link.a, link.b)} ${Math.max(link.a, link.b)}`
    const known = byPair.get(pair)
    if (known === undefined || PULL[link.kind] > PULL[known.kind]) byPair.set(pair, link)
  }
  return [...byPair.values()]
}
