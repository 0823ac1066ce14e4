import { createHash, timingSafeEqual } from 'node:crypto'
import { Client, type FileEntryWithStats, type SFTPWrapper } from 'ssh2'
import { faultOf, SourceFault } from '../source-fault.ts'
import { silenceMs } from '../patience.ts'
import { connectTimeoutMs, type Connector, type Fetched } from './connector.ts'

/** Takes the files of a folder on an SFTP server whose key is the one that was registered. */
export const openSftp: Connector<'sftp'> = async ({ place, secret }, _columns, signal) => {
  const client = new Client()
  const end = (): void => void client.end()
  signal.addEventListener('abort', end, { once: true })
  const sftp = await connect(client, place, secret).catch((error: unknown) => {
    client.end()
    throw error
  })
  const entries = await list(sftp, place.folder).catch((error: unknown) => {
    client.end()
    throw error
  })
  const files = entries
    .filter((entry) => entry.attrs.isFile() && entry.filename.endsWith(place.extension))
    .toSorted((a, b) => a.attrs.mtime - b.attrs.mtime || (a.filename < b.filename ? -1 : 1))
  return {
    items: (async function* () {
      for (const { filename, attrs } of files) {
        yield {
          name: filename,
          mark: `${attrs.mtime}/${attrs.size}`,
          open: async () => readFile(sftp, `${place.folder.replace(/\/$/, '')}/${filename}`, attrs.size),
        } satisfies Fetched
      }
    })(),
    close: async () => {
      client.end()
    },
  }
}

function connect(
  client: Client,
  place: Parameters<Connector<'sftp'>>[0]['place'],
  secret: Parameters<Connector<'sftp'>>[0]['secret'],
): Promise<SFTPWrapper> {
  let foreignKey = false
  return new Promise((resolve, reject) => {
    client.on('error', (error: Error & { level?: string }) => {
      if (foreignKey) reject(new SourceFault('hostKey', error))
      else reject(error.level === 'client-authentication' ? new SourceFault('denied', error) : faultOf(error))
    })
    client.on('ready', () => {
      client.sftp((error, sftp) => (error === undefined ? resolve(sftp) : reject(faultOf(error))))
    })
    client.connect({
      host: place.host,
      port: place.port,
      username: place.user,
      ...('password' in secret
        ? secret
        : {
            privateKey: secret.privateKey,
            ...(secret.passphrase === undefined ? {} : { passphrase: secret.passphrase }),
          }),
      readyTimeout: connectTimeoutMs,
      keepaliveInterval: silenceMs / 3,
      keepaliveCountMax: 2,
      hostVerifier: (key: Buffer) => {
        foreignKey = !isKey(key, place.hostKey)
        return !foreignKey
      },
    })
  })
}

function isKey(key: Buffer, fingerprint: string): boolean {
  const wanted = Buffer.from(fingerprint.slice('SHA256:'.length), 'base64')
  const given = createHash('sha256').update(key).digest()
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

function list(sftp: SFTPWrapper, folder: string): Promise<readonly FileEntryWithStats[]> {
  return new Promise((resolve, reject) => {
    sftp.readdir(folder, (error, entries) => (error === undefined ? resolve(entries) : reject(toFault(error))))
  })
}

/** A file that turns out shorter than it was listed is being written or was cut: it is not taken. */
async function* readFile(sftp: SFTPWrapper, path: string, size: number): AsyncIterable<Uint8Array> {
  let read = 0
  try {
    for await (const chunk of sftp.createReadStream(path)) {
      read += (chunk as Buffer).byteLength
      yield chunk as Uint8Array
    }
  } catch (error) {
    throw toFault(error)
  }
  if (read !== size) throw new SourceFault('broken')
}

/** Status codes of the SFTP protocol, draft-ietf-secsh-filexfer-02 §7. */
function toFault(error: unknown): SourceFault {
  const { code } = (error ?? {}) as { code?: unknown }
  if (code === 2) return new SourceFault('notThere', error)
  return code === 3 ? new SourceFault('denied', error) : faultOf(error)
}
