// @ts-check
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setFuses } from './fuses.mjs'

/**
 * What electron-builder calls once the app lies beside Electron, before anything is signed: takes out the app that Electron brings along, and
 * flips the fuses.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager, arch }) {
  const { productFilename } = packager.appInfo
  const mac = electronPlatformName === 'darwin'
  const resources = mac ? join(appOutDir, `${productFilename}.app`, 'Contents', 'Resources') : join(appOutDir, 'resources')
  await rm(join(resources, 'default_app.asar'), { force: true })
  await setFuses(join(appOutDir, executableName(electronPlatformName, packager)), mac && arch === ARM64)
}

/** `Arch.arm64` of builder-util, which is an enum of TypeScript. */
const ARM64 = 3

/**
 * @param {string} platform
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 */
function executableName(platform, packager) {
  if (platform === 'darwin') return `${packager.appInfo.productFilename}.app`
  if (platform === 'win32') return `${packager.appInfo.productFilename}.exe`
  return /** @type {import('electron-builder').LinuxPackager} */ (packager).executableName
}
