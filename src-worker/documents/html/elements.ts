import type { BlockKind } from '../../../src-main/contract/blocks.ts'

/** What the reader needs to know of HTML's elements. */

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Elements that begin and end a block of text. */
export const BLOCK_ELEMENTS = set(
  'address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead title tr ul listing xmp',
)

/** Elements without content or end tag. */
export const VOID_ELEMENTS = set('area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr')

/** Elements whose content is never running text. */
const HIDDEN_ELEMENTS = set(
  'script style noscript template nav svg math iframe object applet audio video canvas select datalist button textarea input form-control noframes noembed map dialog search head',
)

/** An open element is closed when one of these is opened inside its parent; the HTML standard's implied end tags, as far as blocks go. */
export const CLOSED_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  li: set('li'),
  dt: set('dt dd'),
  dd: set('dt dd'),
  td: set('td th tr tbody tfoot thead'),
  th: set('td th tr tbody tfoot thead'),
  tr: set('tr tbody tfoot thead'),
  thead: set('tbody tfoot'),
  tbody: set('tbody tfoot'),
  caption: set('tr thead tbody'),
  option: set('option optgroup'),
  p: set(
    'address article aside blockquote center details dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table ul',
  ),
  head: set('body main div p h1'),
}

/** Implied end tags reach no further up than the nearest of these. */
export const SCOPES = set('ul ol dl table blockquote article section main details body html figure menu')

/** The kind of block an element's text becomes; elements not listed leave the kind of their surroundings. */
export const ELEMENT_KINDS: Readonly<Record<string, BlockKind>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  li: 'list-item',
  dt: 'definition-term',
  dd: 'definition',
  td: 'table-cell',
  th: 'table-cell',
  blockquote: 'quote',
  caption: 'caption',
  figcaption: 'caption',
  pre: 'code',
  listing: 'code',
  xmp: 'code',
}

const HIDDEN_ROLES = set(
  'navigation search banner contentinfo menu menubar toolbar tablist dialog alertdialog complementary doc-toc doc-bibliography doc-noteref doc-backlink',
)

/** Class names and ids by which generators mark what is no content: navigation, tables of contents, permalinks, line numbers, references. */
const HIDDEN_NAMES = set(
  'nav navbar navigation site-nav sidebar side-bar breadcrumb breadcrumbs toc table-of-contents toctree-wrapper localtoc menu skip-link skip-to-content sr-only visually-hidden pagination pager prev-next headerlink anchor-link hash-link permalink cookie-banner edit-link edit-page sphinxsidebar wy-nav-side wy-breadcrumbs rst-footer-buttons site-footer page-footer footer md-nav md-sidebar md-header md-footer md-source linenos lineno linenodiv gutter mw-editsection mw-navigation navbox reflist references reference-list noprint printfooter catlinks mw-jump-link screen-reader-text footnote-ref footnote-back footnote-backref footnote-reference sdfootnoteanc sdfootnotesym sdendnoteanc sdendnotesym theme-doc-toc-mobile',
)

/** Is the text of the element kept out, judged by its name and attributes? */
export function isHidden(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (HIDDEN_ELEMENTS.has(name)) return true
  if (attributes.size === 0) return false
  if (attributes.has('hidden') || attributes.get('aria-hidden') === 'true') return true
  const role = attributes.get('role')
  if (role !== undefined && HIDDEN_ROLES.has(role)) return true
  if (/(?:^|\s)noteref(?:\s|$)/u.test(attributes.get('epub:type') ?? '')) return true
  if (name === 'sup' && /(?:^|\s)reference(?:\s|$)/u.test(attributes.get('class') ?? '')) return true
  if (/display\s*:\s*none/u.test(attributes.get('style') ?? '')) return true
  if (name === 'a' && /(?:^|\s)anchor(?:js-link)?(?:\s|$)/u.test(attributes.get('class') ?? '')) return true
  if (name === 'main' || name === 'body' || name === 'html' || name === 'article') return false
  return namesNoContent(attributes.get('class')) || namesNoContent(attributes.get('id'))
}

const namesNoContent = (names: string | undefined): boolean =>
  names !== undefined && names.length < 500 && names.split(/\s+/u).some((name) => HIDDEN_NAMES.has(name.toLowerCase()))
