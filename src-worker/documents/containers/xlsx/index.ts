import type { Budget } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText, Draft } from '../output.ts'
import { local, relationsOf } from '../relations.ts'
import { Sheet } from '../sheet.ts'
import { type Attributes, readXml, type XmlHandler } from '../xml.ts'
import { broken, Zip } from '../zip.ts'
import { RichText, readStrings } from './strings.ts'

/** Excel (ECMA-376 SpreadsheetML): the cells with text of every visible sheet, furigana as readings. */
export async function parseXlsx({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const zip = await Zip.open(bytes, budget)
  const main = (await relationsOf(zip, '', budget)).find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const xml = await zip.text(main)
  if (xml === null) throw broken('there is no workbook in it')
  const relations = await relationsOf(zip, main, budget)
  const shared = relations.find(({ type }) => type === 'sharedStrings')?.target
  const strings = await readStrings(shared === undefined ? null : await zip.text(shared), budget)
  const into = new ContainerText(budget)
  let hidden = 0
  for (const { name, id, visible } of await readSheets(xml, budget)) {
    const target = relations.find((relation) => relation.id === id)?.target
    const text = target === undefined || !visible ? null : await zip.text(target)
    if (!visible) hidden++
    if (text !== null) await readXml(text, new SheetReader(new Sheet(into, name), strings), budget)
  }
  return into.finish(undefined, hidden === 0 ? [] : [`Hidden sheets left out: ${hidden}.`])
}

interface SheetEntry {
  readonly name: string
  readonly id: string
  readonly visible: boolean
}

async function readSheets(xml: string, budget: Budget): Promise<SheetEntry[]> {
  const sheets: SheetEntry[] = []
  const open = (name: string, attributes: Attributes): void => {
    if (local(name) !== 'sheet') return
    const visible = (attributes.get('state') ?? 'visible') === 'visible'
    sheets.push({ name: attributes.get('name') ?? '', id: attributes.get('r:id') ?? '', visible })
  }
  await readXml(xml, { open, close: () => undefined, text: () => undefined }, budget)
  return sheets
}

class SheetReader implements XmlHandler {
  private readonly sheet: Sheet
  private readonly strings: readonly Draft[]
  private row = -1
  private column = -1
  private type = 'n'
  private value = ''
  private inValue = false
  private inline: RichText | null = null

  constructor(sheet: Sheet, strings: readonly Draft[]) {
    this.sheet = sheet
    this.strings = strings
  }

  open(prefixed: string, attributes: Attributes): void {
    const name = local(prefixed)
    if (name === 'row') {
      const row = Number(attributes.get('r'))
      // Rows come in order; one that does not is counted on.
      this.row = Number.isInteger(row) && row - 1 > this.row && row <= 1_048_576 ? row - 1 : this.row + 1
      this.column = -1
    } else if (name === 'c') {
      const column = columnOf(attributes.get('r') ?? '')
      this.column = column !== null && column > this.column ? column : this.column + 1
      this.type = attributes.get('t') ?? 'n'
      this.value = ''
    } else if (name === 'v') this.inValue = true
    else if (name === 'is') this.inline = new RichText()
    else this.inline?.open(name, attributes)
  }

  close(prefixed: string): void {
    const name = local(prefixed)
    if (name === 'v') this.inValue = false
    else if (name === 'c') this.endCell()
    else if (name === 'sheetData') this.sheet.finish()
    else this.inline?.close(name)
  }

  text(text: string): void {
    if (this.inValue) this.value += text
    else this.inline?.add(text)
  }

  private endCell(): void {
    const { inline } = this
    this.inline = null
    if (this.type === 's') this.put(/^\d+$/u.test(this.value) ? this.strings[Number(this.value)] : undefined)
    else if (this.type === 'inlineStr') this.put(inline?.finish())
    else if (this.type === 'str') {
      const draft = new Draft()
      draft.add(this.value)
      this.put(draft)
    } else if (this.value !== '') this.sheet.number(this.row)
  }

  private put(draft: Draft | undefined): void {
    if (draft) this.sheet.text(this.row, this.column, draft)
  }
}

/** Column of a cell's name, counted from 0; null when it has none. */
function columnOf(name: string): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/u.exec(name)?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
