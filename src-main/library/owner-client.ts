import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { AppError } from '../contract/errors.ts'
import type { LogLine } from '../contract/run.ts'
import { type OwnerReply, type OwnerRequest, ownerReplySchema, parseLine } from './owner-socket.ts'

/** The other side of owner-socket.ts: a process that does not own the library asks the one that does. */

const ANSWER_MS = 10_000

/** Where an owner listens, as the store tells. */
export interface OwnerAddress {
  readonly path: string
  readonly token: string
}

function unreachable(cause?: unknown): AppError {
  return new AppError(
    'NOT_OWNER',
    "The process that has this library open can't be reached, so its run can't be cancelled or followed from here. Use the window or terminal it runs in.",
    {},
    cause === undefined ? {} : { cause },
  )
}

/** Sends one request; calls `receive` for each reply until the owner closes the connection. */
function exchange(owner: OwnerAddress | null, request: Omit<OwnerRequest, 'token'>, receive: (reply: OwnerReply) => void): Promise<void> {
  if (owner === null) return Promise.reject(unreachable())
  return new Promise((resolve, reject) => {
    const socket = connect(owner.path)
    const fail = (error: unknown) => {
      socket.destroy()
      reject(error instanceof AppError ? error : unreachable(error))
    }
    if (request.command === 'cancel') socket.setTimeout(ANSWER_MS, () => fail(new Error('no answer')))
    socket.on('error', fail)
    socket.once('connect', () => socket.write(`${JSON.stringify({ ...request, token: owner.token })}\n`))
    const lines = createInterface({ input: socket })
    // readline passes its input's errors on: without a listener of its own they would end the process.
    lines.on('error', fail)
    lines.on('line', (line) => {
      const reply = parseLine(ownerReplySchema, line)
      if (reply === null) fail(new Error('not an answer'))
      else receive(reply)
    })
    socket.once('close', () => resolve())
  })
}

/**
 * Asks the owner to cancel a run.
 *
 * @returns its answer: `accepted`, `already`, `too-late`, `unknown` …
 * @throws AppError NOT_OWNER when the owner can't be reached
 */
export async function cancelThroughOwner(owner: OwnerAddress | null, run: number): Promise<string> {
  let answer: string | null = null
  await exchange(owner, { command: 'cancel', run, after: 0 }, (reply) => {
    if (reply.type === 'answer') answer = reply.answer
  })
  if (answer === null) throw unreachable()
  return answer
}

export interface OwnerFollower {
  log(line: LogLine): void
  /** The run is over, as `status` says, and could not be saved yet. Once. */
  saving?(status: string): void
}

export interface FollowedEnd {
  readonly status: string
  /** The library does not say so yet. */
  readonly unsaved: boolean
}

/**
 * Follows a run of the owner from log line `after` on.
 *
 * @returns how it ended, or null when the owner went away first
 */
export async function followThroughOwner(
  owner: OwnerAddress | null,
  run: number,
  after: number,
  follower: OwnerFollower,
): Promise<FollowedEnd | null> {
  let end: FollowedEnd | null = null
  let saving = false
  await exchange(owner, { command: 'follow', run, after }, (reply) => {
    if (reply.type === 'log') follower.log(reply.line)
    if (reply.type === 'saving' && !saving) {
      saving = true
      follower.saving?.(reply.status)
    }
    if (reply.type === 'end') end = { status: reply.status, unsaved: reply.unsaved }
  })
  return end
}
