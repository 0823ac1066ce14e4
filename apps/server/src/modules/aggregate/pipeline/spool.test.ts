import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asBinaryCopy, openSpool } from './spool.ts'
import { keepOnDisk } from './receive.ts'

test('a spool gives back its parts as they were written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-spool-'))
  const spool = await openSpool(join(folder, 'rows'))
  const parts = [Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(300_000, 'x'), Buffer.from('c')]
  for (const part of parts) await spool.write(part)
  await spool.close()
  const read: Buffer[] = []
  for await (const part of asBinaryCopy(spool)) read.push(Buffer.from(part))
  expect(read.slice(1, -1).map((p) => p.length)).toEqual([2, 300_000, 1])
  expect(read.at(-1)).toEqual(Buffer.from([0xff, 0xff]))
  await rm(folder, { recursive: true })
})

// A device that answers every write as a full disk does.
if (existsSync('/dev/full'))
  test('a full disk is a problem of its own', async () => {
    const spool = await openSpool('/dev/full')
    await expect(spool.write(Buffer.alloc(10))).rejects.toMatchObject({ reason: { code: 'STORAGE_FULL' } })
    await spool.close()
    async function* bytes(): AsyncIterable<Uint8Array> {
      yield Buffer.alloc(100_000)
    }
    await expect(keepOnDisk(bytes(), '/dev/full')).rejects.toMatchObject({ reason: { code: 'STORAGE_FULL' } })
  })
