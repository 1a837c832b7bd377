/** What is done with the directives of docutils and Sphinx; one that is not listed is a container whose argument is left out. */
export type DirectiveRole =
  /** Content kept for the reader as code. */
  | 'code'
  /** Argument and content are left out. */
  | 'drop'
  /** The argument is the beginning of the content: `.. note:: Text`. */
  | 'body'
  /** As `body`, after a version number. */
  | 'version'
  /** The argument is a title or caption. */
  | 'titled'
  | 'rubric'
  | 'figure'
  | 'glossary'
  | 'list-table'
  | 'csv-table'
  | 'container'

const names = (role: DirectiveRole, list: string): [string, DirectiveRole][] => list.split(' ').map((name) => [name, role])

const ROLES: ReadonlyMap<string, DirectiveRole> = new Map([
  ...names(
    'code',
    'code code-block sourcecode parsed-literal literalinclude prompt math raw doctest testcode testoutput testsetup testcleanup ipython graphviz digraph graph inheritance-diagram mermaid uml plantuml productionlist jinja command-output program-output console terminal highlight-block',
  ),
  ...names(
    'drop',
    'include toctree contents sectnum section-numbering index meta image tabularcolumns default-role default-domain currentmodule module highlight role rst-class class header footer bibliography target-notes title unicode date automodule autoclass autofunction autosummary autoexception automethod autodata autoattribute autoprogram argparse cssclass restructuredtext-test-directive only-image youtube video raw-html sphinx-ext codeauthor sectionauthor moduleauthor',
  ),
  ...names(
    'body',
    'note warning tip important hint caution danger error attention seealso todo epigraph highlights pull-quote compound deprecated-note',
  ),
  ...names('version', 'versionadded versionchanged deprecated versionremoved deprecated-removed'),
  ...names('titled', 'admonition topic sidebar table dropdown card tab-item tab grid-item-card details collapse'),
  ['rubric', 'rubric'],
  ['figure', 'figure'],
  ['glossary', 'glossary'],
  ['list-table', 'list-table'],
  ['flat-table', 'list-table'],
  ['csv-table', 'csv-table'],
])

/** The role of a directive; of a domain directive (`py:module`) the last part counts. */
export function directiveRole(name: string): DirectiveRole {
  const lower = name.toLowerCase()
  return ROLES.get(lower) ?? ROLES.get(lower.slice(lower.lastIndexOf(':') + 1)) ?? 'container'
}
