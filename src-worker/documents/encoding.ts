/** Text files are decoded the same way here and where glossaries are imported, so the decoder lives in the contract. */
export { type Decoded, decode, decodeAs } from '../../src-main/contract/text/decode.ts'
