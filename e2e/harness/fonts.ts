import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

/**
 * Fonts for pictures and for anything that measures text: a bare Debian shows Japanese as boxes. Chromium does not read WOFF files of
 * the system, so those of the npm packages are unpacked to TrueType in a folder of our own, which only our Chromium is told about.
 */

const FONTS = ['noto-sans/files/noto-sans-latin', 'noto-sans/files/noto-sans-latin-ext', 'noto-sans-jp/files/noto-sans-jp-japanese']
const WEIGHTS = [400, 700]

/**
 * Unpacks the fonts below `root`/.cache/fonts when they are not there yet.
 * @param root folder of package.json, absolute
 * @returns the environment variables a browser needs to find them; empty where the system has fonts of its own (macOS, Windows)
 */
export function prepareFonts(root: string): Record<string, string> {
  if (process.platform !== 'linux') return {}
  const folder = join(root, '.cache', 'fonts')
  const config = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  for (const font of FONTS) for (const weight of WEIGHTS) unpack(root, folder, `${font}-${weight}-normal`)
  writeFileSync(config, fontconfig(folder))
  return { FONTCONFIG_FILE: config }
}

function unpack(root: string, folder: string, name: string): void {
  const target = join(folder, `${name.replace(/^.*\//, '')}.ttf`)
  if (!existsSync(target)) writeFileSync(target, woffToSfnt(readFileSync(join(root, 'node_modules', '@fontsource', `${name}.woff`))))
}

/** Only ours, so that a picture looks the same on every Linux. The JP files call their family "Noto Sans JP Thin" whatever their weight. */
const fontconfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
  <match target="scan">
    <test name="family"><string>Noto Sans JP Thin</string></test>
    <edit name="family" mode="assign"><string>Noto Sans JP</string></edit>
  </match>
  ${['sans-serif', 'serif', 'system-ui', 'Arial']
    .map(
      (family) =>
        `<alias binding="strong"><family>${family}</family><prefer><family>Noto Sans</family><family>Noto Sans JP</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`

const HEADER = 44
const ENTRY = 20

/**
 * A WOFF 1.0 file as the TrueType or OpenType font it packs.
 * Source: W3C Recommendation "WOFF File Format 1.0", sections 3–5.
 * @throws when the bytes are not WOFF 1.0
 */
export function woffToSfnt(woff: Buffer): Buffer {
  if (woff.length < HEADER || woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => readTable(woff, HEADER + index * ENTRY))
  const power = Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
  let offset = head.length
  const parts: Buffer[] = [head]
  for (const [index, table] of tables.entries()) {
    const at = 12 + index * 16
    table.tag.copy(head, at)
    head.writeUInt32BE(table.checksum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(table.data.length, at + 12)
    // Tables begin on multiples of four.
    parts.push(table.data, Buffer.alloc(-table.data.length & 3))
    offset += (table.data.length + 3) & ~3
  }
  return Buffer.concat(parts)
}

function readTable(woff: Buffer, at: number): { tag: Buffer; checksum: number; data: Buffer } {
  const offset = woff.readUInt32BE(at + 4)
  const packed = woff.readUInt32BE(at + 8)
  const length = woff.readUInt32BE(at + 12)
  const bytes = woff.subarray(offset, offset + packed)
  return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), data: packed === length ? bytes : inflateSync(bytes) }
}
