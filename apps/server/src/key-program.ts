import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { parseVerifierKey, toHex } from '@fadu/audit-log'
import {
  addFileKek,
  addFileSigningKeys,
  addToSplit,
  confirmSplit,
  masterKeyOf,
  readKeyCustody,
  SIGNING_KEY_NAMES,
  shareText,
  splitFileKeys,
  type KeyShare,
  type KeyStore,
} from '@fadu/smcrypto'
import { BackupError } from './platform/backup/backup-fault.ts'
import {
  backUpKeys,
  backUpKeysForCustodians,
  checkKeyBackup,
  restoreKeys,
  type KeysKept,
} from './platform/backup/key-backup.ts'
import { dataFolderOf } from './platform/config.ts'
import { findKeys } from './platform/keys/found-keys.ts'
import { readShare, readShareFile, writeShareFile } from './platform/keys/share-file.ts'
import { keyIdDigest } from './platform/log/log-signers.ts'
import { sharesFor } from './terminal/ask-custodians.ts'
import { runProgram, terminal, type ProgramOutput, type Told } from './terminal/run-program.ts'
import type { Secrets } from './terminal/secrets.ts'

/** What the command line asks for. `fadu keys` starts this program and hands its words through. */
interface Asked {
  readonly keys: string
  /** A file, or undefined for commands that have none. */
  readonly path: string
  readonly threshold: number
  readonly custodians: readonly string[]
  /** Where share files are written; undefined: the words are shown once. */
  readonly shareFolder: string | undefined
  /** Files of shares that are handed in. */
  readonly shareFiles: readonly string[]
  readonly passphraseFile: string | undefined
  readonly keyFile: string | undefined
  readonly urls: readonly string[]
}

type Command = (asked: Asked, secrets: Secrets) => Promise<Told>

const commands: Readonly<Record<string, Command>> = {
  split: async (asked, secrets) => {
    const { keys, threshold, custodians } = asked
    const { split } = await readKeyCustody(keys)
    const master =
      split === undefined ? undefined : masterKeyOf(split, await sharesFor(split, { files: asked.shareFiles, secrets }))
    const made = await splitFileKeys(keys, { threshold, custodians }, master)
    const { shareFolder } = asked
    if (shareFolder === undefined) return shown(made.shares, custodians, made.split.keyId)
    const files = await handOut(made.shares, custodians, shareFolder, secrets)
    const { keyId } = await confirmSplit(keys, files.shares.slice(0, threshold))
    return {
      lines: [
        ...files.paths.map((path) => `密钥份额 share：${path}`),
        `拆分 ${keyId} 已启用：${custodians.length} 名保管人中的 ${threshold} 名可以解锁；原有份额、明文密钥已删除 / in force`,
        '请各自带走份额文件，不要与密钥文件夹放在一起 / each custodian takes their file away',
      ],
      result: { keyId, threshold, custodians, files: files.paths, confirmed: true },
    }
  },
  confirm: async ({ keys, shareFiles }, secrets) => {
    const { pending, split } = await readKeyCustody(keys)
    const newest = pending ?? split
    const shares = newest === undefined ? [] : await sharesFor(newest, { files: shareFiles, secrets })
    const { keyId, threshold, custodians } = await confirmSplit(keys, shares)
    return {
      lines: [
        `拆分 ${keyId} 已启用：${custodians.length} 名保管人中的 ${threshold} 名可以解锁；原有份额、明文密钥已删除 / in force`,
      ],
      result: { keyId, threshold, custodians: custodians.map(({ name }) => name), confirmed: true },
    }
  },
  unlock: async ({ shareFiles, urls }, secrets) => {
    const [file] = shareFiles
    const share =
      file === undefined
        ? await secrets.ask('密钥份额 share')
        : await readShareFile(file, () => secrets.ask('口令 passphrase'))
    const servers = []
    for (const url of urls) servers.push({ url, ...(await handInAt(url, share.trim())) })
    return {
      lines: servers.map(({ url, ...lock }) =>
        lock.state === 'unlocked'
          ? `${url}：已解锁 unlocked`
          : `${url}：已收到 ${lock.handedIn} 份，需要 ${lock.threshold} 份 / ${lock.handedIn} of ${lock.threshold}`,
      ),
      result: { servers },
    }
  },
  'add-kek': async (asked, secrets) => {
    const { version } = await (await add('kek', asked, secrets)).kek()
    return {
      lines: [
        `已新增第 ${version} 号主密钥；备份 keys 文件夹，再由安全管理员办理 POST /api/v1/keys/rewrapping`,
        `key-encryption key ${version} added; back up the keys folder, then POST /api/v1/keys/rewrapping`,
      ],
      result: { kek: version },
    }
  },
  'add-log-key': async (asked, secrets) => {
    const version = await (await add('signing', asked, secrets)).signingVersions()
    return {
      lines: [
        `已新增第 ${version} 版日志签名密钥；逐一重新启动服务器，公布 GET /log/keys，再吊销原有的密钥`,
        `signing keys of the log, version ${version}, added; start every server again and publish /log/keys before you revoke`,
      ],
      result: { signing: version },
    }
  },
  backup: async ({ keys, path, threshold, custodians, passphraseFile }, secrets) => {
    const { split } = await readKeyCustody(keys)
    if (split === undefined && custodians.length === 0)
      return keptTold(path, await backUpKeys(keys, path, await secrets.passphrase(passphraseFile)))
    const sharing = custodians.length === 0 ? undefined : { threshold, custodians }
    const { kept, shares } = await backUpKeysForCustodians(keys, path, sharing)
    if (shares.length === 0) return keptTold(path, kept)
    const { lines, result } = shown(shares, custodians, shares[0]!.keyId, '')
    return { lines: [...keptTold(path, kept).lines, ...lines], result: { ...keptTold(path, kept).result, ...result } }
  },
  restore: async ({ keys, path, passphraseFile }, secrets) => {
    const kept = await restoreKeys(path, keys, () => secrets.passphrase(passphraseFile))
    return {
      lines: [
        `密钥已恢复 keys restored，指纹 fingerprint ${kept.fingerprint}，主密钥至 key-encryption keys up to ${kept.kek}`,
        ...(kept.custodians === undefined ? [] : [custodianLine(kept.custodians)]),
      ],
      result: { ...kept },
    }
  },
  check: async ({ keys, path, keyFile }) => {
    const { signedBy, ...kept } = await checkKeyBackup(path)
    const trusted = await trustedKeys(keys, keyFile)
    const isSigned = signedBy.length > 0
    const isTrusted = trusted !== undefined && signedBy.some((one) => trusted.includes(one.publicKey))
    if (!isSigned || (trusted !== undefined && !isTrusted)) throw new BackupError({ code: 'KEY_BACKUP_UNSIGNED', path })
    return {
      lines: [
        `密钥备份 backup of keys：指纹 fingerprint ${kept.fingerprint}，主密钥至 key-encryption keys up to ${kept.kek}`,
        ...(kept.custodians === undefined ? [] : [custodianLine(kept.custodians)]),
        isTrusted
          ? '完整，由本平台签名 / whole, and signed by this platform'
          : '完整；未给出验证密钥（--key-file），不能说明是谁的 / whole; whose it is cannot be told without --key-file',
      ],
      result: { ...kept, signedBy, trusted: isTrusted },
    }
  },
}

async function add(what: 'kek' | 'signing', { keys, shareFiles }: Asked, secrets: Secrets): Promise<KeyStore> {
  const { split } = await readKeyCustody(keys)
  if (split === undefined) return what === 'kek' ? addFileKek(keys) : addFileSigningKeys(keys)
  const master = masterKeyOf(split, await sharesFor(split, { files: shareFiles, secrets }))
  return addToSplit(keys, what, master)
}

/** Shares that are shown once, to be written down; they count when enough of them were handed in again. */
function shown(
  shares: readonly KeyShare[],
  custodians: readonly string[],
  keyId: string,
  then = '各人抄好后，由规定人数重新输入：fadu keys confirm；此前原有密钥不变 / then: fadu keys confirm; until then nothing changes',
): Told {
  const words = shares.map((share) => ({ custodian: custodians[share.index - 1]!, share: shareText(share) }))
  return {
    lines: [
      `拆分 splitting ${keyId}；以下各份只显示这一次 / shown this once`,
      ...words.flatMap(({ custodian, share }, i) => [
        '',
        `第 ${i + 1} 份 share ${i + 1}：${custodian}`,
        ...inRows(share),
      ]),
      '',
      then,
    ].filter((line, i, all) => line !== '' || i < all.length - 1),
    result: { keyId, shares: words },
  }
}

/** Four words a line, as one says them. */
function inRows(share: string): readonly string[] {
  const words = share.split('-')
  return Array.from({ length: words.length / 4 }, (_, row) => `  ${words.slice(4 * row, 4 * row + 4).join(' ')}`)
}

/** Writes each share under its custodian's passphrase, then reads it back: what is removed afterwards can be opened by these. */
async function handOut(
  shares: readonly KeyShare[],
  custodians: readonly string[],
  folder: string,
  secrets: Secrets,
): Promise<{ readonly paths: readonly string[]; readonly shares: readonly KeyShare[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const paths: string[] = []
  const read: KeyShare[] = []
  for (const [i, share] of shares.entries()) {
    const custodian = custodians[i]!
    const path = join(folder, `share-${share.keyId}-${share.index}.json`)
    const passphrase = await secrets.ask(`${custodian} 的口令 passphrase`)
    await writeShareFile(path, share, custodian, passphrase)
    read.push(await readShare(path, () => Promise.resolve(passphrase)))
    paths.push(path)
  }
  return { paths, shares: read }
}

type Lock = { readonly state: 'unlocked' } | { readonly state: 'locked'; handedIn: number; threshold: number }

async function handInAt(url: string, share: string): Promise<Lock> {
  const answer = await fetch(`${url}/api/v1/keys/unlock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ share }),
  })
  const body = (await answer.json()) as Lock & { code?: string; detail?: string }
  if (answer.ok) return body
  const { code = String(answer.status), detail = '' } = body
  throw new BackupError({ code: 'KEY_SHARE_REFUSED', url, answer: code, detail })
}

function keptTold(path: string, kept: KeysKept): Told {
  return {
    lines: [
      `密钥已备份 keys kept：${path}，指纹 fingerprint ${kept.fingerprint}，主密钥至 key-encryption keys up to ${kept.kek}`,
      kept.custodians === undefined
        ? '请与备份、口令分开保管；丢失密钥，封装的数据无法再读取 / keep it apart from the backups and from the passphrase'
        : custodianLine(kept.custodians),
    ],
    result: { ...kept },
  }
}

function custodianLine({ threshold, names, keyId }: NonNullable<KeysKept['custodians']>): string {
  return `由保管人解锁：拆分 splitting ${keyId}，${names.join('、')} 中的 ${threshold} 名 / ${threshold} of ${names.length} custodians open it`
}

/** Public keys that vouch for a backup: of the log's published keys, or of the folder; none when neither is there. */
async function trustedKeys(keys: string, keyFile: string | undefined): Promise<readonly string[] | undefined> {
  if (keyFile !== undefined) {
    const lines = (await readFile(keyFile, 'utf8')).split('\n').map((line) => line.trim())
    return lines.filter((line) => line !== '').map((line) => toHex(parseVerifierKey(line, keyIdDigest).publicKey))
  }
  const found = await findKeys(keys.replace(/[/\\]keys$/, ''))
  if (found === undefined || !('store' in found)) return undefined
  const { store } = found
  const all: string[] = []
  for (let version = 1; version <= (await store.signingVersions()); version++) {
    for (const name of SIGNING_KEY_NAMES) all.push(toHex((await store.signingKey(name, version)).publicKey))
  }
  return all
}

/** Runs one command. @returns Exit code: 0 done, 1 not done. */
export async function runKeyProgram(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: ProgramOutput,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      threshold: { type: 'string' },
      custodians: { type: 'string' },
      'share-folder': { type: 'string' },
      'share-file': { type: 'string', multiple: true },
      'passphrase-file': { type: 'string' },
      'key-file': { type: 'string' },
      url: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
  })
  const [command = '', path = ''] = positionals
  const dataFolder = values.data === undefined ? dataFolderOf(env) : resolve(values.data)
  const custodians = (values.custodians ?? '').split(/[,，、]/).filter((name) => name !== '')
  return runProgram(
    (secrets) =>
      commands[command]!(
        {
          keys: join(dataFolder, 'keys'),
          path: resolve(path),
          threshold: Number(values.threshold ?? 0),
          custodians,
          shareFolder: values['share-folder'],
          shareFiles: values['share-file'] ?? [],
          passphraseFile: values['passphrase-file'],
          keyFile: values['key-file'],
          urls: values.url ?? ['http://127.0.0.1:8080'],
        },
        secrets,
      ),
    { json: values.json, dataFolder },
    output,
  )
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await runKeyProgram(process.argv.slice(2), process.env, terminal)
}
