import { containerOfPath, extensionOf, formatOfPath } from '../../contract/formats.ts'
import { looksBinary } from '../../contract/text/bytes.ts'
import { EXPORT_MARKER, EXPORT_MARKER_WINDOW } from '../../contract/text/marker.ts'
import type { SkipCode } from './types.ts'
import { unsupportedReason } from './unsupported.ts'

/** Why a name or a content is left out; null = it stays. Reasons are sentences for people. */
export interface Skip {
  readonly code: SkipCode
  readonly reason: string
}

const SECRET_EXTENSIONS = new Set(['.key', '.pem', '.p12', '.pfx', '.p8', '.jks', '.keystore', '.kdbx', '.ppk', '.gpg', '.ovpn'])
const SECRET_STEM =
  /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|credentials|secrets|passwords?|passwd|htpasswd|shadow)(?:[._-](?:prod(?:uction)?|dev|staging|test|local|backup|bak|old|copy|key|\d+))*$/u
const SECRET_PREFIX = /^(?:\.?env\.|id_(?:rsa|dsa|ecdsa|ed25519))/u

/**
 * Names that usually hold keys or passwords: `.env*`, `*.pem`, `id_rsa*`, and files called just `credentials` or `secrets` whatever their
 * extension. A longer name (`secrets-management.md`) is documentation and stays.
 */
export function isSecretName(name: string): boolean {
  const lower = name.toLowerCase()
  if (lower === '.env' || lower.startsWith('.env') || SECRET_PREFIX.test(lower)) return true
  const extension = extensionOf(lower)
  return SECRET_EXTENSIONS.has(extension) || SECRET_STEM.test(extension === '' ? lower : lower.slice(0, -extension.length))
}

export const NOT_DOWNLOADED: Skip = {
  code: 'cloud',
  reason: 'The file is in the cloud and not on this computer. Download it (keep it on this device) to include it.',
}

/** What stands for a file that is not there: iCloud's `.name.icloud`, Nextcloud's and ownCloud's virtual files. */
const PLACEHOLDER = /^\..+\.icloud$|\.(?:nextcloud|owncloud)$/u

/** Judges a file by its name alone. */
export function skipByName(name: string): Skip | null {
  if (PLACEHOLDER.test(name)) return NOT_DOWNLOADED
  if (name.startsWith('~$')) return { code: 'hidden', reason: 'It is a note an office program keeps while somebody has the document open.' }
  if (isSecretName(name)) {
    return {
      code: 'secret',
      reason: 'The name looks like that of keys or passwords; such files are never read. Rename it if it is a document.',
    }
  }
  if (name.startsWith('.')) return { code: 'hidden', reason: 'Names that begin with a dot are hidden files and are not read.' }
  if (formatOfPath(name) === null && containerOfPath(name) === null) {
    return { code: 'unsupported', reason: unsupportedReason(extensionOf(name)) }
  }
  return null
}

/** Only dot-folders are left out by name: a folder called node_modules or vendor is walked like any other. */
export function skipFolderByName(name: string): Skip | null {
  if (!name.startsWith('.')) return null
  return { code: 'hidden', reason: 'Folders whose name begins with a dot are hidden and are not read.' }
}

const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024 / 1024))} MB`

/** Judges a file by its size in bytes. */
export function skipBySize(size: number, maxFileBytes: number): Skip | null {
  if (size === 0) return { code: 'empty', reason: 'The file is empty.' }
  if (size <= maxFileBytes) return null
  return {
    code: 'too-large',
    reason: `The file has ${megabytes(size)}, more than the limit of ${megabytes(maxFileBytes)}. Split it, or raise the limit in the settings.`,
  }
}

/** ASCII armour: `.asc` is the extension of AsciiDoc and of PGP signatures alike. */
const ARMOUR = /^\s*-----BEGIN (?:PGP|OPENSSH|SSH2|RSA|EC|DSA|ENCRYPTED|PRIVATE|PUBLIC|CERTIFICATE)\b/u

/** Judges a file by its first bytes (8 KB are enough). Containers are binary by nature; their parser judges them. */
export function skipByContent(head: Uint8Array, path = ''): Skip | null {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, EXPORT_MARKER_WINDOW))
  // Lists for MS-IME and ATOK are UTF-16.
  if (start.includes(EXPORT_MARKER) || start.includes(Buffer.from(EXPORT_MARKER, 'utf16le'))) {
    return { code: 'own-export', reason: 'This is a glossary GenGlossary exported; its own output is never taken as a source.' }
  }
  if (ARMOUR.test(start.toString('latin1'))) {
    return { code: 'secret', reason: 'The content is a key, a certificate or a signature, not a document.' }
  }
  if (containerOfPath(path) === null && looksBinary(head)) {
    return { code: 'binary', reason: 'The content is binary data, not text, whatever the name says.' }
  }
  return null
}

/** A skip for a file system error, by its code. */
export function skipByError(error: unknown): Skip {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  // Placeholders of cloud folders can't be read while there is no network (macOS).
  if (code === 'EDEADLK') return NOT_DOWNLOADED
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'changed', reason: 'The file disappeared while the folder was read.' }
  if (code === 'ELOOP') return { code: 'changed', reason: 'The file was replaced by a link while the folder was read.' }
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'unreadable', reason: 'You have no permission to read it. Change its permissions to include it.' }
  }
  return { code: 'unreadable', reason: `The system could not read it (${code === '' ? 'unknown error' : code}).` }
}
