/** The part of yauzl 3 that is used here; the package has no types of its own. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export interface Entry {
    readonly generalPurposeBitFlag: number
    readonly fileNameRaw: Buffer
    readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[]
    readonly compressedSize: number
    readonly uncompressedSize: number
    isEncrypted(): boolean
    canDecodeFileData(): boolean
  }
  export interface ZipFile {
    readonly entryCount: number
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  export interface Options {
    readonly decodeStrings?: boolean
    readonly validateEntrySizes?: boolean
    readonly autoClose?: boolean
  }
  export function fromFdPromise(fd: number, options?: Options): Promise<ZipFile>
  export function fromBufferPromise(buffer: Buffer, options?: Options): Promise<ZipFile>
  export function getFileNameLowLevel(flags: number, name: Buffer, extra: Entry['extraFields'], strict: boolean): string
}
