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
  csv: ['.csv', '.tsv'],
  tex: ['.tex', '.ltx', '.latex'],
  subtitles: ['.srt', '.vtt'],
} as const satisfies Record<string, readonly string[]>

/** Formats whose file is its text: offsets count in the decoded file. */
export type FormatName = keyof typeof FORMAT_EXTENSIONS

/** Formats whose parser builds the text from the parts of the file (src-worker/documents/containers). */
export const CONTAINER_EXTENSIONS = {
  pdf: ['.pdf'],
  docx: ['.docx', '.docm', '.dotx'],
  doc: ['.doc', '.dot'],
  epub: ['.epub'],
  ipynb: ['.ipynb'],
  pptx: ['.pptx', '.pptm', '.ppsx', '.potx'],
  xlsx: ['.xlsx', '.xlsm', '.xltx'],
  odt: ['.odt', '.ott'],
  odp: ['.odp', '.otp'],
  ods: ['.ods', '.ots'],
  rtf: ['.rtf'],
  eml: ['.eml'],
} as const satisfies Record<string, readonly string[]>

export type ContainerName = keyof typeof CONTAINER_EXTENSIONS

/** Every extension that is read, the usual one of each format first. */
export const READ_EXTENSIONS: readonly (readonly string[])[] = [...Object.values(FORMAT_EXTENSIONS), ...Object.values(CONTAINER_EXTENSIONS)]

const byExtension = <Name extends string>(formats: Readonly<Record<Name, readonly string[]>>): ReadonlyMap<string, Name> =>
  new Map(
    (Object.entries(formats) as [Name, readonly string[]][]).flatMap(([format, extensions]) =>
      extensions.map((extension) => [extension, format] as const),
    ),
  )

const TEXTS = byExtension<FormatName>(FORMAT_EXTENSIONS)
const CONTAINERS = byExtension<ContainerName>(CONTAINER_EXTENSIONS)

/** Lower-cased extension of a path with its dot, '' when the last name has none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot).toLowerCase() : ''
}

/** The format of a file by its name, or null when it is not one we read as text. */
export function formatOfPath(path: string): FormatName | null {
  return TEXTS.get(extensionOf(path)) ?? null
}

/** The container format of a file by its name, or null when it is none. */
export function containerOfPath(path: string): ContainerName | null {
  return CONTAINERS.get(extensionOf(path)) ?? null
}
