import type { EnvelopeFault, KeyFileFault, ShareFault, SharingFault, SmcryptoIssue, TextRole } from './errors.ts'

/** A text for every code of an issue type. */
export type IssueText<Issue extends { readonly code: string }> = {
  readonly [Code in Issue['code']]: (issue: Extract<Issue, { readonly code: Code }>) => string
}

const roles: Readonly<Record<TextRole, string>> = {
  dataset: '数据集',
  rowId: '行标识',
  field: '字段名',
  value: '索引值',
  keyId: '密钥标识',
  purpose: '密钥用途',
  secretName: '派生密钥名',
  signerName: '签名者名',
}

const textReasons = { empty: '为空', 'too-long': '超过 1024 字节', malformed: '含有不成对的代理字符' } as const

const envelopeFaults: Readonly<Record<EnvelopeFault, string>> = {
  length: '长度不足',
  format: '格式版本不识别',
  'key-version': '密钥版本不符',
  tag: '校验值不符',
}

const fileFaults: Readonly<Record<KeyFileFault, string>> = {
  'not-json': '不是完整的 JSON',
  'too-large': '文件过大',
  format: '格式版本不识别',
  shape: '缺少内容或内容格式不符',
  mac: '校验值不符，内容被改动或不属于本密钥库',
  versions: '密钥加密密钥的版本缺失或不符',
}

const sharingFaults: Readonly<Record<SharingFault, string>> = {
  secret: '没有可拆分的内容',
  shares: '份数应为 1 至 255',
  threshold: '恢复所需份数应不小于 2，不大于总份数',
  index: '份号重复或者超出 1 至 255',
  length: '各份长度不一',
  custodians: '保管人姓名不得为空、重复，不超过 40 字',
}

const shareFaults: Readonly<Record<ShareFault, string>> = {
  length: '应为 24 组字母，每组 5 个',
  word: '有一组字母写错',
  version: '格式版本不识别',
  check: '校验不符，可能抄错',
}

const publicKeyReasons = {
  length: '长度应为 65 字节',
  form: '应为未压缩形式（首字节 04）',
  'not-on-curve': '不是曲线上的点',
  spki: '不是 SM2 公钥的 SubjectPublicKeyInfo',
  jwk: '应为 kty「EC」、crv「SM2」，x、y 各为 32 字节的 base64url',
} as const

const privateKeyReasons = {
  length: '长度应为 32 字节',
  range: '数值超出范围',
  jwk: '应为 kty「EC」、crv「SM2」，d 为 32 字节的 base64url，并与 x、y 相符',
} as const

const keyKinds = { kek: '密钥加密密钥（版本）', 'signing-key': '签名密钥' } as const

/** What happened, why it matters and what to do, in Chinese. Paths and names are quoted; keys and data never appear. */
export const smcryptoZhCN: IssueText<SmcryptoIssue> = {
  KEY_LENGTH: (i) => `密钥「${i.what}」应为 ${i.expectedBytes} 字节，实为 ${i.actualBytes} 字节；请检查密钥来源`,
  KEY_VERSION_INVALID: (i) => `密钥版本「${i.version}」无效，应为 1 至 4294967295 的整数`,
  KEY_VERSION_MISMATCH: (i) =>
    `所给密钥是第 ${i.keyVersion} 版，而该行登记的是第 ${i.bindingVersion} 版；请按登记的版本取密钥`,
  IV_LENGTH: (i) => `初始向量应为 ${i.expectedBytes} 字节，实为 ${i.actualBytes} 字节`,
  HKDF_LENGTH: (i) => `派生长度「${i.length}」无效，应为 1 至 ${i.most} 字节的整数`,
  SM4_PADDING: () => '密文长度或填充不符，无法解密；密文可能不完整，或密钥、初始向量不对',
  TEXT_INVALID: (i) => `${roles[i.what]}${textReasons[i.reason]}，不能用于加密绑定；请更正后重试`,
  SM2_PRIVATE_KEY_INVALID: (i) => `SM2 私钥无效：${privateKeyReasons[i.reason]}；请检查密钥来源`,
  SM2_PUBLIC_KEY_INVALID: (i) => `SM2 公钥无效：${publicKeyReasons[i.reason]}；请向密钥持有人核实`,
  SM2_USER_ID_INVALID: (i) =>
    `SM2 用户标识${i.reason === 'malformed' ? '含有不成对的代理字符' : `超过 ${i.mostBytes} 字节`}；请更换标识`,
  ENVELOPE_TAMPERED: (i) =>
    `数据集「${i.dataset}」第「${i.rowId}」行的密文未通过校验（${envelopeFaults[i.fault]}）：它被改动、错位，或密钥不对，已拒绝解密；请从备份核对并查明原因`,
  WRAPPED_KEY_TAMPERED: (i) =>
    `密钥「${i.keyId}」（用途「${i.purpose}」）未能解包（${envelopeFaults[i.fault]}）：它被改动、错位，或密钥库不是原来的；请核对密钥库指纹`,
  KEYSTORE_MISSING: (i) =>
    `密钥库「${i.path}」不存在；没有它，已加密的数据无法打开。已有数据时请从备份恢复，全新安装时请先创建`,
  KEYSTORE_UNREADABLE: (i) => `密钥库「${i.path}」无法读取（${i.errno}）；请检查文件属主、权限与磁盘`,
  KEYSTORE_UNWRITABLE: (i) =>
    `密钥库「${i.path}」无法写入（${i.errno}）；请检查文件夹权限、磁盘空间与文件系统是否支持硬链接`,
  KEYSTORE_PERMISSIONS: (i) =>
    `密钥库「${i.path}」的权限为 ${i.mode}，其他用户可以接触密钥；请改为 ${i.expected} 并评估密钥是否已泄露`,
  KEYSTORE_CORRUPT: (i) =>
    `密钥库「${i.path}」已损坏（${fileFaults[i.fault]}），未使用其中任何密钥；请从备份恢复，不要新建`,
  KEYSTORE_EXISTS: (i) => `密钥库中已有「${i.path}」，为免覆盖现有密钥，未新建；请直接打开现有密钥库`,
  KEYSTORE_KEY_UNKNOWN: (i) => `密钥库中没有${keyKinds[i.kind]}「${i.name}」；请核对名称，或从备份恢复完整的密钥库`,
  KEYSTORE_LOCKED: (i) => `密钥库「${i.path}」已分由保管人保管，尚未解锁；请由规定人数的保管人交入各自的密钥份额`,
  KEYSTORE_SPLIT_STALE: (i) => `「${i.path}」拆分之后密钥又有增加，未予启用；请重新拆分`,
  SHARING_INVALID: (i) => `不能按此拆分或者合并：${sharingFaults[i.reason]}`,
  SHARE_MALFORMED: (i) =>
    `密钥份额读不出：${shareFaults[i.fault]}${i.word === undefined ? '' : `（第 ${i.word} 组）`}；请对照原件重新输入`,
  SHARE_FOREIGN: (i) =>
    `这份密钥份额属于另一次拆分（${i.keyId}），现用的是 ${i.expected}；请取用最近一次拆分所发的份额`,
  SHARE_WRONG: (i) => `第 ${i.index} 份密钥份额与登记的不符，未予接受；请核对是否为本人的份额`,
  SHARES_TOO_FEW: (i) => `密钥份额不足：已有 ${i.given} 份，需要 ${i.needed} 份`,
  SELF_TEST_FAILED: (i) =>
    `密码算法自检未通过：「${i.failed.join('、')}」；在查明原因前不得使用本机的加密结果，请检查 Node 与 OpenSSL 版本`,
}
