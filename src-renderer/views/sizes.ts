import { i18n } from '../i18n/index.ts'

export const MEGABYTE = 1024 * 1024

/** Bytes as people write them. */
export function sizeLabel(bytes: number): string {
  // The short form of English says `452 byte`.
  const format = (value: number, unit: string) =>
    new Intl.NumberFormat(i18n.locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: 1,
    }).format(value)
  if (bytes < 1000) return format(bytes, 'byte')
  return bytes < 1_000_000 ? format(bytes / 1000, 'kilobyte') : format(bytes / 1_000_000, 'megabyte')
}
