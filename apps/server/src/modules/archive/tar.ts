import { encodeUtf8 } from '@fadu/audit-log'

const blockSize = 512

/**
 * One file of a POSIX tar archive (ustar, IEEE Std 1003.1-2017 pax §4.18): readable by any tar of the last thirty years.
 *
 * @param name - At most 100 bytes of ASCII.
 */
export function tarEntry(name: string, content: Uint8Array, modified: Date): Uint8Array {
  const header = new Uint8Array(blockSize)
  const write = (text: string, at: number, length: number): void => header.set(encodeUtf8(text).subarray(0, length), at)
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`
  write(name, 0, 100)
  write(octal(0o644, 8), 100, 8)
  write(octal(0, 8), 108, 8)
  write(octal(0, 8), 116, 8)
  write(octal(content.byteLength, 12), 124, 12)
  write(octal(Math.floor(modified.getTime() / 1000), 12), 136, 12)
  write('        ', 148, 8)
  write('0', 156, 1)
  write('ustar\0', 257, 6)
  write('00', 263, 2)
  const sum = header.reduce((total, byte) => total + byte, 0)
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8)
  const padding = (blockSize - (content.byteLength % blockSize)) % blockSize
  const entry = new Uint8Array(blockSize + content.byteLength + padding)
  entry.set(header)
  entry.set(content, blockSize)
  return entry
}

/** Two empty blocks end an archive. */
export const tarEnd = new Uint8Array(2 * blockSize)
