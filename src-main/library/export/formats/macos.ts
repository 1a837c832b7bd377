import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { imeRows, MOZC } from '../ime.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { xmlText } from '../text.ts'

/** Text replacements of macOS: a property list, an array of pairs of `phrase` and `shortcut` (the reading). */

const CARRIES: readonly Field[] = ['reading', 'variants', 'forbidden']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${EXPORT_MARKER} -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<array>
`
  for (const { entry, reading, word } of imeRows(glossary, book, CARRIES, { ...MOZC, comment: null, suppresses: false })) {
    const [phrase, shortcut] = [xmlText(word, entry, book), xmlText(reading, entry, book)]
    yield `<dict><key>phrase</key><string>${phrase}</string><key>shortcut</key><string>${shortcut}</string></dict>\n`
  }
  yield '</array>\n</plist>\n'
}

export const macos: ExportFormat = {
  id: 'macos',
  purpose: 'type',
  name: { en: 'macOS text replacements', ja: 'macOS の文字の置き換え' },
  use: {
    en: 'System Settings › Keyboard › Text Replacements: drag the file into the list.',
    ja: '「システム設定 › キーボード › ユーザ辞書」の一覧にファイルをドラッグします。',
  },
  extension: 'plist',
  mime: 'application/x-plist',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
