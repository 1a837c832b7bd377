/**
 * Document formats by the extensions people give them: what the folder walk lets in and which parser a worker picks
 * (src-worker/documents/formats.ts). A new format is one line here, one line there and its parser file.
 */
export const FORMAT_EXTENSIONS = {
  markdown: ['.md', '.markdown', '.mdown', '.mkd', '.mdx'],
  text: ['.txt', '.text'],
  html: ['.html', '.htm', '.xhtml'],
  rst: ['.rst', '.rest'],
  asciidoc: ['.adoc', '.asciidoc', '.asc'],
} as const satisfies Record<string, readonly string[]>

export type FormatName = keyof typeof FORMAT_EXTENSIONS

const BY_EXTENSION: ReadonlyMap<string, FormatName> = new Map(
  (Object.entries(FORMAT_EXTENSIONS) as [FormatName, readonly string[]][]).flatMap(([format, extensions]) =>
    extensions.map((extension) => [extension, format] as const),
  ),
)

/** Lower-cased extension of a path with its dot, '' when the last name has none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot).toLowerCase() : ''
}

/** The format of a file by its name, or null when it is not one we read. */
export function formatOfPath(path: string): FormatName | null {
  return BY_EXTENSION.get(extensionOf(path)) ?? null
}
