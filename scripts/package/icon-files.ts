/** One drawing of the icon: PNG bytes, `size` pixels wide and high. */
export interface Picture {
  readonly size: number
  readonly png: Uint8Array
}

/**
 * A Windows icon holding PNG pictures (ICO file format: a directory of 16 bytes an entry, then the pictures).
 * @param pictures up to 256 pixels
 */
export function ico(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // A byte can't say 256: 0 does.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** Types of the entries of a macOS icon that hold a PNG, by size in pixels. */
const ICNS_TYPES: Readonly<Record<number, string>> = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09' }

/** A macOS icon holding PNG pictures (Apple Icon Image format: type, length, bytes); sizes it has no type for are left out. */
export function icns(pictures: readonly Picture[]): Buffer {
  const entries = pictures.flatMap(({ size, png }) => {
    const type = ICNS_TYPES[size]
    return type === undefined ? [] : [entry(type, png)]
  })
  return entry('icns', Buffer.concat(entries))
}

function entry(type: string, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(bytes.length + 8, 4)
  return Buffer.concat([head, bytes])
}
