// The parts that the tests use of packages that come without types.
declare module 'jsonld' {
  const jsonld: { expand(input: unknown, options: object): Promise<Record<string, unknown>[]> }
  export default jsonld
}
declare module 'nspell' {
  export default function nspell(affix: Uint8Array, dictionary: Uint8Array): { correct(word: string): boolean }
}
