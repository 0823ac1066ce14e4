/** Lower-case hexadecimal, by the host: for the many digests that travel to the database as text. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
