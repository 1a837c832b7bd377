import { safeStorage } from 'electron'
import { isSafePlace } from '../desktop/rules.ts'
import type { SafeBox } from '../library/model-keys.ts'

/** Keys sealed by the system (Electron's safeStorage, asynchronous). Usable once the app is ready. */
export function systemBox(): SafeBox {
  return {
    isSafe: async () => {
      const { platform } = process
      const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : ''
      return isSafePlace(await safeStorage.isAsyncEncryptionAvailable(), platform, backend)
    },
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
  }
}
