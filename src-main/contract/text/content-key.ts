/**
 * What the parsed text of a document is kept under: the SHA-256 of its bytes, and where a person chose another encoding for the file, `~` and
 * that encoding. So a choice is part of the content, as if the bytes were others, and the file's own hash stays readable in it.
 */

/** Encodings people may choose for a file, by their WHATWG labels. */
export const CHOSEN_ENCODINGS = [
  'utf-8',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'gb18030',
  'big5',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'koi8-r',
  'iso-8859-2',
] as const
export type ChosenEncoding = (typeof CHOSEN_ENCODINGS)[number]

export const contentKey = (hash: string, encoding: string | null): string => (encoding === null ? hash : `${hash}~${encoding}`)

/** The hash of the bytes. */
export const bytesHash = (key: string): string => key.split('~', 1)[0]!

/** True for the key of a content; false where there is none (null), or only an encoding somebody chose for a file that can't be read now. */
export const hasContent = (key: string | null): key is string => key !== null && bytesHash(key) !== ''

/** The encoding a person chose; null where it is told from the bytes. */
export function chosenEncoding(key: string | null): string | null {
  const at = key?.indexOf('~') ?? -1
  return at === -1 ? null : key!.slice(at + 1)
}
