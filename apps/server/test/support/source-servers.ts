import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http'
import { createServer as createTcp, type AddressInfo } from 'node:net'
import mysql from 'mysql2'
import ssh2 from 'ssh2'

/** Stand-ins for an agency's own servers on loopback: they speak the real protocols, check what a real one would, and hold a few files or rows. */
export interface SourceServer {
  readonly port: number
  close(): Promise<void>
}

export interface SftpServer extends SourceServer {
  /** Fingerprint of its key, as `ssh-keygen -lf` prints it. */
  readonly hostKey: string
  readonly files: Map<string, { content: string; mtime: number; claimedSize?: number }>
}

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp

/** An SFTP server for `reader` with `password`, whose one folder is `/out`. */
export async function startSftp(password: string): Promise<SftpServer> {
  const files: SftpServer['files'] = new Map()
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw parsed
  const key = (Array.isArray(parsed) ? parsed[0]! : parsed).getPublicSSH()
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (context) => {
      if (context.method === 'password' && context.username === 'reader' && context.password === password)
        context.accept()
      else context.reject(['password'])
    })
    client.on('ready', () => client.on('session', (accept) => accept().on('sftp', (acceptSftp) => serve(acceptSftp()))))
  })

  function serve(sftp: object): void {
    const handles = new Map<string, { folder: boolean; name: string; done: boolean }>()
    const handleOf = (name: string, folder: boolean): Buffer => {
      const handle = String(handles.size)
      handles.set(handle, { folder, name, done: false })
      return Buffer.from(handle)
    }
    const s = sftp as unknown as {
      on(event: string, listener: (...given: any[]) => void): void // eslint-disable-line @typescript-eslint/no-explicit-any
      handle(id: number, handle: Buffer): void
      status(id: number, code: number): void
      name(id: number, names: unknown): void
      data(id: number, data: Buffer): void
      attrs(id: number, attrs: unknown): void
    }
    const attrsOf = (file: { content: string; mtime: number; claimedSize?: number }) => ({
      mode: 0o100644,
      uid: 0,
      gid: 0,
      size: file.claimedSize ?? Buffer.byteLength(file.content),
      atime: file.mtime,
      mtime: file.mtime,
    })
    s.on('OPENDIR', (id: number, path: string) =>
      path === '/out' ? s.handle(id, handleOf(path, true)) : s.status(id, STATUS_CODE.NO_SUCH_FILE),
    )
    s.on('READDIR', (id: number, handle: Buffer) => {
      const open = handles.get(handle.toString())!
      if (open.done) return s.status(id, STATUS_CODE.EOF)
      open.done = true
      s.name(
        id,
        [...files].map(([name, file]) => ({ filename: name, longname: name, attrs: attrsOf(file) })),
      )
    })
    s.on('OPEN', (id: number, path: string, flags: number) => {
      const name = path.replace('/out/', '')
      if ((flags & OPEN_MODE.READ) === 0 || !files.has(name)) return s.status(id, STATUS_CODE.NO_SUCH_FILE)
      s.handle(id, handleOf(name, false))
    })
    s.on('FSTAT', (id: number, handle: Buffer) =>
      s.attrs(id, attrsOf(files.get(handles.get(handle.toString())!.name)!)),
    )
    s.on('READ', (id: number, handle: Buffer, offset: number, length: number) => {
      const content = Buffer.from(files.get(handles.get(handle.toString())!.name)!.content)
      if (offset >= content.byteLength) return s.status(id, STATUS_CODE.EOF)
      s.data(id, content.subarray(offset, offset + length))
    })
    s.on('CLOSE', (id: number) => s.status(id, STATUS_CODE.OK))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`,
    files,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export interface S3Server extends SourceServer {
  readonly objects: Map<string, string>
}

/** An object store with one bucket `city`, which checks each signature by the published steps of AWS Signature Version 4. */
export async function startS3(accessKeyId: string, secretAccessKey: string): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map()
  const server: HttpServer = createServer((request, response) => {
    const url = new URL(request.url!, 'http://store')
    const fail = (status: number, code: string): void =>
      void response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
    if (!isSigned(request, url, accessKeyId, secretAccessKey)) return fail(403, 'SignatureDoesNotMatch')
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/')
    if (bucket !== 'city') return fail(404, 'NoSuchBucket')
    const key = rest.join('/')
    if (key === '') return void response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(url))
    const content = objects.get(key)
    if (content === undefined) return fail(404, 'NoSuchKey')
    response.writeHead(200, { etag: etagOf(content), 'content-length': Buffer.byteLength(content) }).end(content)
  })

  function listing(url: URL): string {
    const prefix = url.searchParams.get('prefix') ?? ''
    const most = Number(url.searchParams.get('max-keys') ?? 1000)
    const keys = [...objects.keys()].filter((k) => k.startsWith(prefix)).toSorted()
    const from = Number(url.searchParams.get('continuation-token') ?? 0)
    const page = keys.slice(from, from + most)
    const more = from + most < keys.length
    return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>city</Name><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${more}</IsTruncated>${
      more ? `<NextContinuationToken>${from + most}</NextContinuationToken>` : ''
    }${page
      .map(
        (k) =>
          `<Contents><Key>${k}</Key><LastModified>2026-02-09T01:00:00.000Z</LastModified><ETag>${etagOf(objects.get(k)!).replaceAll('"', '&quot;')}</ETag><Size>${Buffer.byteLength(objects.get(k)!)}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
      )
      .join('')}</ListBucketResult>`
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    objects,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function etagOf(content: string): string {
  return `"${createHash('md5').update(content).digest('hex')}"`
}

/** AWS General Reference, "Create a signed AWS API request". */
function isSigned(request: IncomingMessage, url: URL, accessKeyId: string, secret: string): boolean {
  const match =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    )
  if (match === null) return false
  const [, keyId, day, region, signedHeaders, signature] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...url.searchParams]
    .map(([k, v]) => `${encode(k)}=${encode(v)}`)
    .toSorted()
    .join('&')
  const headers = signedHeaders.split(';').map((h) => `${h}:${String(request.headers[h] ?? '').trim()}\n`)
  const canonical = [
    request.method,
    url.pathname,
    query,
    headers.join(''),
    signedHeaders,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha(canonical)].join('\n')
  const key = ['aws4_request'].reduce<Buffer>(hmac, hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'))
  return keyId === accessKeyId && hmac(key, toSign).toString('hex') === signature
}

export interface MysqlServer extends SourceServer {
  readonly asked: string[]
  /** The one table there is; other names do not exist. */
  readonly table: { readonly name: string; readonly columns: readonly string[]; rows: (string | null)[][] }
}

/** Speaks the protocol of MySQL for one table. */
export async function startMysql(table: MysqlServer['table']): Promise<MysqlServer> {
  const asked: string[] = []
  const server = mysql.createServer(() => undefined)
  server.on('connection', (connection) => {
    // Packets of each question are counted anew; the stand-in for a server has to be told.
    const restartCount = (): void =>
      void setImmediate(() => (connection as unknown as { _resetSequenceId(): void })._resetSequenceId())
    connection.on('error', () => undefined)
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.0.0',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff,
      authCallback: (_: unknown, done: (error: null, answer: null) => void) => {
        done(null, null)
        restartCount()
      },
    })
    connection.on('query', (sql: string) => {
      asked.push(sql)
      restartCount()
      if (!sql.startsWith('select')) return connection.writeOk({ affectedRows: 0 })
      if (!sql.includes(`from \`${table.name}\``))
        return connection.writeError({ code: 1146, message: `Table does not exist` })
      const wanted = [...sql.slice(0, sql.indexOf(' from ')).matchAll(/`([^`]+)`/g)].map((m) => m[1]!)
      if (wanted.some((name) => !table.columns.includes(name)))
        return connection.writeError({ code: 1054, message: `Unknown column` })
      const rows = table.rows.map((row) =>
        Object.fromEntries(wanted.map((name) => [name, row[table.columns.indexOf(name)]])),
      )
      connection.writeTextResult(
        rows,
        wanted.map((name) => ({
          catalog: 'def',
          schema: '',
          table: '',
          orgTable: '',
          name,
          orgName: name,
          characterSet: 45,
          columnLength: 400,
          columnType: 253,
          flags: 0,
          decimals: 0,
        })),
      )
    })
  })
  const port = await freePort()
  // The declared type knows the port alone.
  const listen = server.listen.bind(server) as (
    port: number,
    host: string,
    backlog: undefined,
    done: () => void,
  ) => void
  await new Promise<void>((resolve) => listen(port, '127.0.0.1', undefined, resolve))
  return {
    port,
    asked,
    table,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        setTimeout(resolve, 200)
      }),
  }
}

async function freePort(): Promise<number> {
  const probe = createTcp().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
