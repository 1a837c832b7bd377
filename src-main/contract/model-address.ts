import { AppError } from './errors.ts'

/** Where requests to a model may go. Loopback needs no question; any other origin needs people's consent, kept with the settings. */

/**
 * A base URL as people type it: `localhost:11434` gets `http://`, a slash at the end goes.
 * @throws AppError INVALID_INPUT when it is no http(s) URL, or holds a user name, password, query or fragment
 */
export function modelUrl(text: string): URL {
  const given = text.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//iu.test(given) ? given : `http://${given}`
  const url = URL.canParse(full) ? new URL(full) : null
  const wrong = (why: string): AppError =>
    new AppError('INVALID_INPUT', `The model server's address ${why}. Give one like http://127.0.0.1:11434.`, {})
  if (url === null || given === '') throw wrong('is no URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw wrong('must begin with http:// or https://')
  if (url.username !== '' || url.password !== '') throw wrong('holds a user name or password; give the key in the environment instead')
  if (url.search !== '' || url.hash !== '') throw wrong('holds a ? or #')
  url.pathname = url.pathname.replace(/\/+$/u, '')
  return url
}

/** True for 127.0.0.0/8, ::1 and `localhost`: connections that never leave this computer. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.toLowerCase()
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host)
}

/** True when requests to the URL may be sent: loopback, or an origin in the list. */
export const mayContact = (url: URL, consent: readonly string[]): boolean => isLoopback(url) || consent.includes(url.origin)

/** What to tell people about an origin they have not agreed to. */
export const consentMissing = (url: URL): AppError =>
  new AppError(
    'INVALID_INPUT',
    `${url.origin} is not on this computer, and passages of your documents would be sent there. Agree to that first (--allow-remote in the terminal).`,
    { origin: url.origin },
  )
