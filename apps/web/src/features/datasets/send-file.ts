import { ApiFault } from '../../api/client.ts'

/** Bytes of one request: soon sent again when one is lost, and not too many requests for a large file. */
export const partBytes = 4 * 1024 * 1024
/** How often in a row a part is tried before its sender is asked. */
const mostTries = 5

/** Where a file goes, part by part. */
export interface Receiver {
  /** Sends bytes from an offset on. @returns The offset that was reached. @throws {ApiFault} */
  send(offset: number, bytes: Blob): Promise<number>
  /** Up to where the file has arrived. @throws {ApiFault} */
  offset(): Promise<number>
  /** Waits before something is tried again, ms. */
  pause(ms: number): Promise<void>
}

/**
 * Sends a file from where it broke off, and goes on by itself where a connection ends.
 *
 * @param onSent - Told of the bytes that have arrived.
 * @throws {ApiFault} when it is refused, or when the server stays away.
 */
export async function sendFile(file: Blob, receiver: Receiver, onSent: (bytes: number) => void): Promise<void> {
  let at = await receiver.offset()
  let tries = 0
  onSent(at)
  while (at < file.size) {
    try {
      at = await receiver.send(at, file.slice(at, at + partBytes))
      tries = 0
    } catch (fault) {
      if (!isWorthAnotherTry(fault) || ++tries === mostTries) throw fault
      await receiver.pause(500 * 2 ** tries)
      at = await receiver.offset().catch(() => at)
    }
    onSent(at)
  }
}

/** A connection that ended, a server that was busy, and an offset that is another since an answer was lost. */
function isWorthAnotherTry(fault: unknown): boolean {
  return (
    fault instanceof ApiFault && (fault.status === 0 || fault.status >= 500 || fault.document?.code === 'UPLOAD_OFFSET')
  )
}
