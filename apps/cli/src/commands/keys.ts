import { join } from 'node:path'
import { addFileKek } from '@fadu/smcrypto'
import type { Output } from './output.ts'

/** `fadu keys add-kek`: a new key-encryption key beside the earlier ones; nothing is wrapped by it until the platform is told. */
export async function addKek({ data }: { readonly data: string }, output: Output): Promise<number> {
  const { version } = await (await addFileKek(join(data, 'keys'))).kek()
  output.out(`已新增第 ${version} 号主密钥；备份 keys 文件夹，再由安全管理员办理 POST /api/v1/keys/rewrapping`)
  output.out(`key-encryption key ${version} added; back up the keys folder, then POST /api/v1/keys/rewrapping`)
  return 0
}
