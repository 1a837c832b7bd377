import type { Budget } from './limits.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** A relation inside the archive (ECMA-376 part 2): external targets are dropped here and so can never be followed. */
export interface Relation {
  readonly id: string
  /** Last segment of the type's address: `officeDocument`, `slide`, `notesSlide`, `worksheet` … */
  readonly type: string
  /** Label of the entry it leads to. */
  readonly target: string
}

/** The internal relations of a part; '' stands for the archive itself. None when the part has no relations. */
export async function relationsOf(zip: Zip, part: string, budget: Budget): Promise<Relation[]> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const xml = await zip.text(`${folder}_rels/${part.slice(slash + 1)}.rels`)
  const relations: Relation[] = []
  if (xml === null) return relations
  await readXml(
    xml,
    {
      open: (name, attributes) => {
        if (local(name) !== 'Relationship' || attributes.get('TargetMode') === 'External') return
        const [id, type, target] = ['Id', 'Type', 'Target'].map((key) => attributes.get(key))
        if (id === undefined || type === undefined || target === undefined) return
        relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolveLabel(folder, target) })
      },
      close: () => undefined,
      text: () => undefined,
    },
    budget,
  )
  return relations
}

/** A name without its prefix. */
export const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Label of the entry a relative address inside the archive means; `..` never leads out of the archive. */
export function resolveLabel(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '')
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
