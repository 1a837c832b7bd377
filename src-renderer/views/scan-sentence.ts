import { i18n } from '../i18n/index.ts'

/** `Documents: 3 changed, 1 new, 1 missing, 2 moved` */
export function scanSentence(scan: { added: number; changed: number; missing: number; moved: number }): string {
  const parts = [
    scan.changed > 0 ? i18n._('{n} changed', { n: scan.changed }) : '',
    scan.added > 0 ? i18n._('{n} new', { n: scan.added }) : '',
    scan.missing > 0 ? i18n._('{n} missing', { n: scan.missing }) : '',
    scan.moved > 0 ? i18n._('{n} moved', { n: scan.moved }) : '',
  ]
  return i18n._('Documents: {changes}', { changes: parts.filter(Boolean).join(', ') })
}
