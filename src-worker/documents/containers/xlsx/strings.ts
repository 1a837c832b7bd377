import type { Budget } from '../limits.ts'
import { Draft } from '../output.ts'
import { local } from '../relations.ts'
import { readXml } from '../xml.ts'

/** One text of a workbook while it is read: rich text runs joined, phonetic runs (furigana) as readings. */
export class RichText {
  text = ''
  private readonly readings: { start: number; end: number; reading: string }[] = []
  private phonetic: { start: number; end: number; reading: string } | null = null
  private inText = false

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 't') this.inText = true
    else if (name === 'rPh') this.phonetic = { start: Number(attributes.get('sb')), end: Number(attributes.get('eb')), reading: '' }
  }

  close(name: string): void {
    if (name === 't') this.inText = false
    else if (name === 'rPh' && this.phonetic) {
      this.readings.push(this.phonetic)
      this.phonetic = null
    }
  }

  add(text: string): void {
    if (!this.inText) return
    if (this.phonetic) this.phonetic.reading += text
    else this.text += text
  }

  finish(): Draft {
    const draft = new Draft()
    let at = 0
    for (const { start, end, reading } of this.readings) {
      if (!(start >= at && end > start && end <= this.text.length)) continue
      draft.add(this.text.slice(at, start))
      draft.ruby(this.text.slice(start, end), reading)
      at = end
    }
    draft.add(this.text.slice(at))
    return draft
  }
}

/** The shared texts of a workbook, by their index (ECMA-376 part 1, 18.4). */
export async function readStrings(xml: string | null, budget: Budget): Promise<Draft[]> {
  const strings: Draft[] = []
  if (xml === null) return strings
  let current: RichText | null = null
  await readXml(
    xml,
    {
      open: (name, attributes) => {
        if (local(name) === 'si') current = new RichText()
        else current?.open(local(name), attributes)
      },
      close: (name) => {
        if (local(name) === 'si' && current) {
          strings.push(current.finish())
          current = null
        } else current?.close(local(name))
      },
      text: (text) => current?.add(text),
    },
    budget,
  )
  return strings
}
