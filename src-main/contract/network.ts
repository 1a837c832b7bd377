import { z } from 'zod'
import type { Scope } from './run-values.ts'

/**
 * What the app's connections look like to people: where to, who asked, how much, how it ended. Never what was said: no path of a request, no
 * header, no key, no text of a document is in here.
 */

/** Why an attempt was not allowed: no consent for the address, a server that sends elsewhere, a page that asks for anything but its own files. */
export const REFUSALS = ['consent', 'redirect', 'page'] as const
export type Refusal = (typeof REFUSALS)[number]

/** `lost`: the process that had it went away, and the system closed it. */
export const CONNECTION_STATES = ['open', 'closed', 'failed', 'lost', 'refused'] as const
export type ConnectionState = (typeof CONNECTION_STATES)[number]

const bytes = z.number().nonnegative()

/** One connection as the process that opened it reports it, again at every change. */
export const connectionReportSchema = z.object({
  /** Number of the connection within its process, from 1. */
  n: z.int().positive(),
  /** When it was opened or refused, milliseconds since the epoch. */
  at: z.number(),
  /** `https:` or `wss:`. */
  secure: z.boolean(),
  /** The name or address as it was asked for, without brackets. */
  host: z.string().max(255),
  port: z.int().min(0).max(65_535),
  /** The address the system connected to; null when it never was. */
  ip: z.string().max(64).nullable(),
  /** It never left this computer. */
  local: z.boolean(),
  state: z.enum(CONNECTION_STATES),
  refused: z.enum(REFUSALS).nullable(),
  /** The system's word for what went wrong (`ECONNREFUSED`); null when nothing did. */
  code: z.string().max(40).nullable(),
  requests: z.int().nonnegative(),
  /** Bytes of the connection, headers included. */
  sent: bytes,
  received: bytes,
})
export type ConnectionReport = z.infer<typeof connectionReportSchema>

/** Who asked for a connection. `probe` looks for model servers, `test` tries one, `window` is a page of ours. */
export type NetworkSource =
  | { readonly kind: 'run'; readonly library: string; readonly run: number; readonly scope: Scope }
  | { readonly kind: 'probe' | 'test' | 'window' }

export interface NetworkEntry extends ConnectionReport {
  /** Unique since the app started, ascending. */
  readonly id: number
  readonly source: NetworkSource
}

/** All that went to one address since the app started, also what is no longer in the list. */
export interface NetworkTotal {
  /** `https://host:port`; empty = addresses beyond those counted apart. */
  readonly origin: string
  readonly local: boolean
  readonly connections: number
  readonly refused: number
  readonly requests: number
  readonly sent: number
  readonly received: number
}

export interface NetworkState {
  /** When the app started, milliseconds since the epoch. */
  readonly since: number
  /** The newest first. */
  readonly entries: readonly NetworkEntry[]
  /** Connections and attempts since the start; more than `entries` when old ones are no longer kept. */
  readonly total: number
  readonly totals: readonly NetworkTotal[]
  /** `none`: nothing was sent anywhere; `local`: only to this computer; `remote`: something left it. */
  readonly verdict: 'none' | 'local' | 'remote'
}

/** `http://127.0.0.1:11434`; IPv6 in brackets. */
export const originOf = ({ secure, host, port }: Pick<ConnectionReport, 'secure' | 'host' | 'port'>): string =>
  `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`

/** An address to connect to, of a URL. */
export interface Target {
  readonly secure: boolean
  readonly host: string
  readonly port: number
}

/** Where a URL leads; the port it means when it names none. */
export function targetOf(url: URL): Target {
  const secure = url.protocol === 'https:' || url.protocol === 'wss:'
  const host = url.hostname.replace(/^\[|\]$/gu, '').slice(0, 255)
  return { secure, host, port: url.port === '' ? (secure ? 443 : 80) : Number(url.port) }
}

/** True for addresses of this computer: 127.0.0.0/8, ::1, also written as IPv4 within IPv6. */
export const isLocalIp = (ip: string): boolean => /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/iu.test(ip) || ip === '::1'
