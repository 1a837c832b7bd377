import type { PageItem } from './page.ts'

/** Structure trees of tagged PDFs (ISO 32000-2, 14.7 and 14.8): what a page holds in the order it is to be read, and what each piece is. */

/** A node as pdf.js gives it: an element with children, or a reference to marked content (`type: 'content'`) or an object. */
export interface TreeNode {
  readonly role?: string
  readonly children?: readonly TreeNode[]
  readonly type?: string
  readonly id?: string
}

export type LeafKind = 'heading' | 'paragraph' | 'list-item' | 'table-cell' | 'caption' | 'quote' | 'code' | 'note' | 'contents' | 'flow'

/** A table while its cells are read. */
export interface TaggedTable {
  rows: number
  columns: number
  /** Rows whose cells are all marked as heads of columns. */
  readonly heads: Set<number>
}

/** A piece of content that is one block; `flow` = text under no element that says what it is. */
export interface Leaf {
  readonly kind: LeafKind
  /** Of headings and list items, from 1. */
  readonly level?: number
  readonly cell?: { readonly table: TaggedTable; readonly row: number; readonly column: number }
  readonly items: PageItem[]
}

/** pdf.js gives no more than 40 levels; a recursion is safe below this. */
const MAX_DEPTH = 64

const HEADING = /^H([1-9]\d*)?$/u
const KINDS: Readonly<Record<string, LeafKind>> = {
  P: 'paragraph',
  Title: 'heading',
  Caption: 'caption',
  BlockQuote: 'quote',
  Code: 'code',
  Note: 'note',
  FENote: 'note',
  Footnote: 'note',
  Endnote: 'note',
  TOC: 'contents',
}
/** Whatever stands inside these is of them: a paragraph in a cell is the cell's text. */
const WHOLE: ReadonlySet<LeafKind> = new Set(['heading', 'table-cell', 'caption', 'code', 'note', 'contents', 'list-item'])

interface OpenTable extends TaggedTable {
  row: number
  column: number
  heads: Set<number>
  plain: Set<number>
}

/** Walks the tree of a page and collects its leaves. */
class TreeWalk {
  readonly leaves: Leaf[] = []
  private readonly items: ReadonlyMap<string, readonly PageItem[]>
  private readonly taken = new Set<string>()
  private readonly tables: OpenTable[] = []
  private lists = 0
  private notes: Leaf[] = []

  constructor(items: ReadonlyMap<string, readonly PageItem[]>) {
    this.items = items
  }

  walk(root: TreeNode): Leaf[] {
    this.children(root, null, 0)
    // Notes stand at the foot of the page, wherever the tree hangs them.
    for (const { items } of this.notes) withoutLabel(items)
    return [...this.leaves, ...this.notes].filter(({ items }) => items.length > 0)
  }

  private children(node: TreeNode, leaf: Leaf | null, depth: number): void {
    if (depth > MAX_DEPTH) return
    let at = leaf
    for (const child of node.children ?? []) {
      if (child.type === 'content') at = this.content(child.id ?? '', at)
      else if (child.role !== undefined) at = this.element(child, at, depth + 1)
    }
  }

  /** Puts marked content into the leaf at hand; each piece once, whatever the tree says. */
  private content(id: string, leaf: Leaf | null): Leaf {
    const at = leaf ?? this.open({ kind: 'flow', items: [] })
    if (!this.taken.has(id)) {
      this.taken.add(id)
      at.items.push(...(this.items.get(id) ?? []))
    }
    return at
  }

  private open(leaf: Leaf): Leaf {
    if (leaf.kind === 'note') this.notes.push(leaf)
    else this.leaves.push(leaf)
    return leaf
  }

  /** An element; gives the leaf that text after it goes to. */
  private element(node: TreeNode, leaf: Leaf | null, depth: number): Leaf | null {
    const role = node.role ?? ''
    if (role === 'Artifact' || role === 'RP') return leaf
    if (role === 'Ruby') return this.ruby(node, leaf)
    // The number of a note and the bullet of a list item are no part of their text.
    if (role === 'Lbl' && (leaf === null || leaf.kind === 'list-item' || leaf.kind === 'note')) {
      this.forget(node, depth)
      return leaf
    }
    if (role === 'Table' || role === 'TR' || role === 'TH' || role === 'TD') return this.inTable(node, role, leaf, depth)
    if (role === 'L' || role === 'LI') return this.inList(node, role, leaf, depth)
    const fresh = blockOf(role)
    if (fresh === null || (leaf !== null && WHOLE.has(leaf.kind) && fresh.kind !== 'note')) {
      // Elements without a name for what they hold: text of one after the text of another is no paragraph by that.
      this.children(node, leaf, depth)
      return leaf
    }
    this.children(node, this.open(fresh), depth)
    // What goes on after a note is the text the note hangs in; after a block begins another.
    return fresh.kind === 'note' ? leaf : null
  }

  private inList(node: TreeNode, role: string, leaf: Leaf | null, depth: number): Leaf | null {
    if (leaf && leaf.kind !== 'list-item' && WHOLE.has(leaf.kind)) {
      this.children(node, leaf, depth)
      return leaf
    }
    if (role === 'L') {
      this.lists++
      this.children(node, null, depth)
      this.lists--
      return null
    }
    this.children(node, this.open({ kind: 'list-item', level: Math.max(1, this.lists), items: [] }), depth)
    return null
  }

  private inTable(node: TreeNode, role: string, leaf: Leaf | null, depth: number): Leaf | null {
    const table = this.tables.at(-1)
    if (role === 'Table') {
      const opened: OpenTable = { rows: 0, columns: 0, row: -1, column: -1, heads: new Set(), plain: new Set() }
      this.tables.push(opened)
      this.children(node, null, depth)
      this.tables.pop()
      opened.rows = opened.row + 1
      for (const row of opened.plain) opened.heads.delete(row)
      return null
    }
    if (!table) {
      this.children(node, leaf, depth)
      return leaf
    }
    if (role === 'TR') {
      table.row++
      table.column = -1
      this.children(node, null, depth)
      return null
    }
    table.column++
    table.columns = Math.max(table.columns, table.column + 1)
    ;(role === 'TH' ? table.heads : table.plain).add(Math.max(0, table.row))
    this.children(
      node,
      this.open({ kind: 'table-cell', cell: { table, row: Math.max(0, table.row), column: table.column }, items: [] }),
      depth,
    )
    return null
  }

  /** A base with its reading: the text of `RT` is no text of the line. */
  private ruby(node: TreeNode, leaf: Leaf | null): Leaf {
    const at = leaf ?? this.open({ kind: 'flow', items: [] })
    const base = this.gather(node, (role) => role !== 'RT' && role !== 'RP')
    const reading = this.gather(node, (role) => role !== 'RB' && role !== 'RP').filter((item) => !base.includes(item))
    const ruby = {
      reading: reading
        .map(({ text }) => text)
        .join('')
        .trim(),
    }
    at.items.push(...(ruby.reading === '' ? base : base.map((item) => ({ ...item, ruby }))))
    return at
  }

  /** Items below a node, elements of other roles left out. */
  private gather(node: TreeNode, wanted: (role: string) => boolean, depth = 0): PageItem[] {
    return (node.children ?? []).flatMap((child) => {
      if (child.type === 'content') {
        const id = child.id ?? ''
        if (this.taken.has(id)) return []
        this.taken.add(id)
        return [...(this.items.get(id) ?? [])]
      }
      return child.role !== undefined && wanted(child.role) && depth < MAX_DEPTH ? this.gather(child, wanted, depth + 1) : []
    })
  }

  private forget(node: TreeNode, depth: number): void {
    if (depth > MAX_DEPTH) return
    for (const child of node.children ?? []) {
      if (child.type === 'content') this.taken.add(child.id ?? '')
      else this.forget(child, depth + 1)
    }
  }
}

/** A note often begins with its number as a piece of its own. */
function withoutLabel(items: PageItem[]): void {
  const first = items.findIndex(({ text }) => text.trim() !== '')
  if (first !== -1 && first + 1 < items.length && /^\s*[\d*†‡]{1,4}[.)]?\s*$/u.test(items[first]!.text)) items.splice(0, first + 1)
}

/** Has the tree an element of that role? */
export function hasRole(node: TreeNode, role: string, depth = 0): boolean {
  return node.role === role || (depth <= MAX_DEPTH && (node.children ?? []).some((child) => hasRole(child, role, depth + 1)))
}

function blockOf(role: string): Leaf | null {
  const heading = HEADING.exec(role)
  if (heading) return { kind: 'heading', level: Math.min(6, Number(heading[1] ?? 1)), items: [] }
  const kind = KINDS[role]
  if (kind === undefined) return null
  return kind === 'heading' ? { kind, level: 1, items: [] } : { kind, items: [] }
}

const lettersOf = (items: readonly PageItem[]): number => items.reduce((sum, { text }) => sum + text.replaceAll(/\s/gu, '').length, 0)

/** Share of a page's text a tree must lead to. Labels of lists and notes are left out by it. */
const MOST = 0.9
const MOST_ARTIFACTS = 0.35

/**
 * The leaves of a page in the order of its structure tree; null where the tree can't be believed: it leads to little of the text, calls much of
 * it no content, or goes to and fro over the page as no reader would.
 */
export function leavesOf(tree: TreeNode, items: readonly PageItem[]): Leaf[] | null {
  const byMark = Map.groupBy(
    items.filter(({ mark }) => mark !== undefined),
    ({ mark }) => mark!,
  )
  const leaves = new TreeWalk(byMark).walk(tree)
  const all = lettersOf(items)
  const artifacts = lettersOf(items.filter(({ artifact }) => artifact))
  const reached = leaves.reduce((sum, leaf) => sum + lettersOf(leaf.items), 0) + lettersOf(furiganaOf(leaves))
  if (all === 0 || artifacts > all * MOST_ARTIFACTS || reached < (all - artifacts) * MOST - 20) return null
  return isJumbled(leaves) ? null : leaves.map(asParagraphs)
}

const furiganaOf = (leaves: readonly Leaf[]): PageItem[] =>
  leaves.flatMap(({ items }) =>
    [...new Set(items.flatMap(({ ruby }) => ruby ?? []))].map(({ reading }) => ({ ...items[0]!, text: reading })),
  )

/** A table of one column or one row is a box around text. */
function asParagraphs(leaf: Leaf): Leaf {
  if (!leaf.cell || (leaf.cell.table.columns > 1 && leaf.cell.table.rows > 1)) return leaf
  return { kind: 'flow', items: leaf.items }
}

/** Steps upwards a page may have whatever its length: figures, boxes. */
const FEW_STEPS = 3
const MOST_STEPS = 0.15

/** Does the order go up the page again and again, over text it has read? The next column begins higher, too, but beside the last. */
function isJumbled(leaves: readonly Leaf[]): boolean {
  let up = 0
  let steps = 0
  let last: PageItem | null = null
  for (const item of leaves.flatMap(({ items }) => items)) {
    if (item.text.trim() === '') continue
    if (last && Math.abs(item.y - last.y) > last.size * 0.8) {
      steps++
      if (item.y > last.y && item.x < last.x + last.width && item.x + item.width > last.x) up++
    }
    last = item
  }
  return up > FEW_STEPS && up > steps * MOST_STEPS
}
