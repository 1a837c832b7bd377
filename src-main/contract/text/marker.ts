/**
 * The marker every export of ours carries within its first 512 bytes (as plain ASCII, in whatever comment the format has): the folder
 * walk skips files that hold it, or a glossary written into the document folder would become its own source.
 */
export const EXPORT_MARKER = 'genglossary:export'

/** How many bytes from the start of a file the walk looks at for EXPORT_MARKER. */
export const EXPORT_MARKER_WINDOW = 512
