/** The words every text export of ours carries near its beginning, by which the folder walk knows it and skips it. */
export const EXPORT_MARKER = 'genglossary:export'
