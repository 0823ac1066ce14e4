import type { PackageContent } from './package.ts'

/** For a reader who has this archive and nothing else. */
export function readme(about: PackageContent['about']): string {
  return `公共数据归档移交包 / Archive package of public data
${about.name}（${about.dataset}）
提供单位 provider: ${about.provider}    地区 territory: ${about.territory}
制作时间 made at: ${about.madeAt}    事项 case: ${about.case}    记录 record: ${about.receipt}

所有文件都是 UTF-8 文本 / Every file is UTF-8 text:

  data/part-*.jsonl    数据。每行一条 JSON：batch（批次）、line（来源文件的行）、supersededBy（被哪个批次取代，null 为现行）、
                       values（数据项编码 → 值；文字、是否，数字和日期按收到的写法）
                       the data, one JSON object a line; values are as they were received
  schema.json          values 的结构（JSON Schema 2020-12）/ structure of values
  catalog-entry.json   移交时的目录条目 / entry of the catalog as it stood
  batches.json         每个批次何时、以何种方式收到、行数 / when and how each batch was received
  about.json           本包的来源、保存期限、归档范围和依据 / origin, retention, scope and legal basis
  manifest.json        每个文件的长度、SM3（GB/T 32905-2016）和 SHA-256（FIPS 180-4）/ length and digests of each file
  manifest.note        对 manifest.json 摘要的签名：三行正文（标识、SM3、SHA-256）、空行、每行一个签名。格式为 C2SP signed-note；
                       签名算法 SM2（GB/T 32918-2016，用户标识 1234567812345678，SM3 摘要）和 Ed25519（RFC 8032）
                       signatures over the digests of manifest.json, in the form of C2SP signed-note
  verifier-keys.txt    制作平台自己提供的公钥；核验时应当使用另行取得的公钥
                       public keys as the platform gave them; verify with keys that you have from elsewhere

核验 / to verify:  fadu archive verify <file> --key <verifier key>
或者 or: 逐个计算文件摘要，与 manifest.json 比对；计算 manifest.json 的摘要，与 manifest.note 比对；再验证签名。
`
}
