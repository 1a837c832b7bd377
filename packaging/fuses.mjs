// @ts-check
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/**
 * Electron's fuses: bits in the binary that switch off what an app does not need (security checklist, item 19). Every fuse this Electron
 * knows is named, so that a new one stops the packaging until somebody has decided about it.
 *
 * Workers are utility processes, not `child_process.fork`: they work with runAsNode off. The snapshot fuse stays off because there is no
 * snapshot of ours; the trap handlers of WebAssembly stay as they are, on.
 * @type {Readonly<Record<FuseV1Options, boolean>>}
 */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/**
 * Flips the fuses of an Electron binary and reads them back.
 * @param {string} binary the executable; on macOS the `.app` folder
 * @param {boolean} resign renews the ad-hoc signature that flipping breaks (macOS on arm64)
 * @throws Error when a fuse is not what FUSES says
 */
export async function setFuses(binary, resign) {
  // Setting one that this Electron has given up would do nothing, in silence.
  const before = /** @type {Record<number, FuseState>} */ (await getCurrentFuseWire(binary))
  const gone = Object.keys(FUSES).filter((index) => before[Number(index)] === FuseState.REMOVED)
  if (gone.length > 0) {
    const names = gone.map((index) => FuseV1Options[Number(index)]).join(', ')
    throw new Error(`This Electron no longer knows the fuses ${names}. Decide what takes their place in packaging/fuses.mjs.`)
  }
  await flipFuses(binary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: resign,
    ...FUSES,
  })
  const wrong = await wrongFuses(binary)
  if (wrong.length > 0) throw new Error(`The fuses ${wrong.join(', ')} of ${binary} did not take. Delete the package and make it again.`)
}

/**
 * @param {string} binary the executable; on macOS the `.app` folder
 * @returns {Promise<string[]>} names of the fuses that are not what FUSES says
 */
export async function wrongFuses(binary) {
  const wire = /** @type {Record<number, FuseState>} */ (await getCurrentFuseWire(binary))
  return Object.entries(FUSES).flatMap(([index, on]) => {
    const wanted = on ? FuseState.ENABLE : FuseState.DISABLE
    return wire[Number(index)] === wanted ? [] : [String(FuseV1Options[Number(index)])]
  })
}
