/** Why files of formats that are not read are left out, and what people can do about it. */

/** What a kind of file is, and what to do; null when there is nothing to do. */
interface Kind {
  readonly what: string
  readonly advice: string | null
  readonly extensions: string
}

const KINDS: readonly Kind[] = [
  {
    what: 'Pictures',
    advice: 'Run text recognition (OCR) and save the text to include it.',
    extensions: 'png jpg jpeg gif bmp tif tiff webp heic svg psd ai ico',
  },
  {
    what: 'Sound recordings',
    advice: 'Save a transcript as .txt, .srt or .vtt to include them.',
    extensions: 'mp3 wav m4a flac ogg aac wma',
  },
  { what: 'Films', advice: 'Save their subtitles as .srt or .vtt to include them.', extensions: 'mp4 mov avi mkv webm wmv m4v' },
  {
    what: 'Archives',
    advice: 'Unpack them into the folder to include what they hold.',
    extensions: 'zip rar 7z tar gz tgz bz2 xz lzh cab iso',
  },
  { what: 'Excel files of 2003 and older', advice: 'Save them as .xlsx to include them.', extensions: 'xls xlt xlsb' },
  { what: 'PowerPoint files of 2003 and older', advice: 'Save them as .pptx to include them.', extensions: 'ppt pps pot' },
  { what: 'Ichitaro and Hancom documents', advice: 'Save them as .docx or PDF to include them.', extensions: 'jtd jtt jtdc hwp hwpx' },
  {
    what: 'Pages, Numbers and Keynote documents',
    advice: 'Export them as Word, Excel, PowerPoint or PDF to include them.',
    extensions: 'pages numbers keynote',
  },
  {
    what: 'Documents of other office programs',
    advice: 'Save them as .docx, .odt or PDF to include them.',
    extensions: 'wpd wps sxw sxc sxi abw pub vsd vsdx mpp xps oxps one',
  },
  { what: 'Outlook messages', advice: 'Save them as .eml to include them.', extensions: 'msg pst ost mbox' },
  { what: 'Kindle and other books', advice: 'Convert them to EPUB to include them.', extensions: 'mobi azw azw3 kfx djvu fb2 ibooks' },
  {
    what: 'Links to documents in the cloud',
    advice: 'They hold no text; download the documents themselves.',
    extensions: 'gdoc gsheet gslides url webloc lnk',
  },
  { what: 'Databases', advice: 'Export their tables as .csv to include them.', extensions: 'mdb accdb sqlite db dbf fmp12' },
  { what: 'Web archives', advice: 'Save the pages as .html to include them.', extensions: 'mht mhtml webarchive chm' },
  { what: 'Programs and libraries', advice: null, extensions: 'exe dll so dylib bin msi app jar class pyc o apk' },
  { what: 'Fonts', advice: null, extensions: 'ttf otf woff woff2 ttc' },
]

const BY_EXTENSION: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => kind.extensions.split(' ').map((extension) => [`.${extension}`, kind] as const)),
)

/** The sentence for a file of that extension (with its dot, lower case; '' = none). */
export function unsupportedReason(extension: string): string {
  const kind = BY_EXTENSION.get(extension)
  if (kind) return `${kind.what} (${extension}) are not read.${kind.advice === null ? '' : ` ${kind.advice}`}`
  const what = extension === '' ? 'Files without an extension are' : `Files ending in ${extension} are`
  return `${what} not a document format GenGlossary reads.`
}
