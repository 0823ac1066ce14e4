import type { IssueOf, KeyRef, LogIssue, LogIssueCode } from './issues.ts'

/** One text per code. A missing code does not compile. */
export type LogIssueText = { readonly [Code in LogIssueCode]: (issue: IssueOf<Code>) => string }

const keys = (refs: readonly KeyRef[], none: string): string =>
  refs.length === 0 ? none : refs.map((k) => `${k.name}+${k.keyId}`).join(', ')

export const logIssueZhCN: LogIssueText = {
  LOG_ROOT_MISMATCH: (i) =>
    `规模 ${i.size} 的日志根哈希不符：应为 ${i.expected}，算得 ${i.computed}。日志内容与所承诺的不一致，请保全双方数据并核查`,
  LOG_PROOF_MALFORMED: (i) =>
    `规模 ${i.size} 的证明格式不符（${i.fault}，含 ${i.hashes} 个哈希），不能据此判断，请重新取得证明`,
  LOG_TREE_SHRANK: (i) =>
    `日志规模由 ${i.oldSize} 变为 ${i.newSize}。日志只增不减，变小说明记录被移除，请保全证据并核查`,
  LOG_INDEX_OUT_OF_RANGE: (i) => `记录序号「${i.index}」不在规模 ${i.size} 的日志之内，序号从 0 起`,
  LOG_SIZE_INVALID: (i) => `日志规模「${i.size}」无效，应为 0 至 9007199254740991 的整数`,
  LOG_HASH_SIZE: (i) => `哈希长 ${i.bytes} 字节，应为 ${i.expectedBytes} 字节`,
  LOG_RANGE_MALFORMED: (i) => `规模 ${i.size} 的紧凑区间不应有 ${i.hashes} 个哈希，请从头重新计算`,
  LOG_TILE_MALFORMED: (i) =>
    `哈希块（第 ${i.level} 层第 ${i.index} 块，宽 ${i.width}）长 ${i.bytes} 字节，应为 ${i.width * 32} 字节，存储可能已损坏`,
  LOG_TILE_PATH_MALFORMED: (i) => `哈希块路径「${i.input}」格式不符，应写作 tile/0/x001/234 或 tile/0/x001/234.p/56`,
  LOG_EDGE_MISMATCH: (i) =>
    `规模 ${i.size} 的日志第 ${i.level} 层右缘应为 ${i.expectedBytes} 字节，实为 ${i.bytes} 字节。未追加任何记录，请重新读取右缘`,
  LOG_NOTE_MALFORMED: (i) => `签名文书格式不符（${i.fault}）：「${i.input}」，不予采信`,
  LOG_NOTE_NOT_VERIFIED: (i) =>
    `签名文书没有已知密钥的签名（所见签名：${keys(i.unverified, '无')}），不予采信，请核对验证密钥`,
  LOG_SIGNATURE_INVALID: (i) => `「${i.name}+${i.keyId}」的签名与内容不符，内容可能被改动，不予采信`,
  LOG_SIGNATURES_MISSING: (i) => `检查点需 ${i.required} 个有效签名，现有：${keys(i.verified, '无')}`,
  LOG_VERIFIER_AMBIGUOUS: (i) => `验证密钥「${i.name}+${i.keyId}」重复，无法确定以哪一个为准，请只保留一个`,
  LOG_VERIFIER_KEY_MALFORMED: (i) =>
    `验证密钥「${i.input}」格式不符（${i.fault}），应写作 名称+8 位十六进制编号+base64`,
  LOG_CHECKPOINT_MALFORMED: (i) => `检查点格式不符（${i.fault}）：「${i.input}」，不予采信`,
  LOG_ORIGIN_MISMATCH: (i) => `检查点出自日志「${i.origin}」，不是「${i.expected}」，请核对所取的检查点`,
  LOG_ORIGIN_NOT_SIGNED: (i) =>
    `检查点没有日志「${i.origin}」自己的有效签名（有效签名：${keys(i.verified, '无')}），不予采信`,
  LOG_HEAD_BEFORE_START: (i) =>
    `先前规模 ${i.size} 的根哈希早于本次核查的起点 ${i.start}，无法比对，请从头核查或去掉这一项`,
  LOG_COUNT_MISMATCH: (i) =>
    `检查点载明 ${i.expected} 条记录，导出文件有 ${i.counted} 条，导出不完整或不属于同一检查点`,
  LOG_ENTRY_NOT_CANONICAL: (i) => `第 ${i.index} 条记录（从 0 起）不是规范 JSON（RFC 8785），请核查导出过程`,
  LOG_JSON_UNSUPPORTED: (i) => `「${i.pointer}」处的值不能写成规范 JSON（${i.found}）`,
  LOG_JSON_NOT_CANONICAL: (i) =>
    `内容不是规范 JSON（RFC 8785）${i.canonical === null ? '' : `，应写作「${i.canonical}」`}`,
  LOG_COMMITMENT_MISMATCH: (i) =>
    `内容与承诺值不符：应为 ${i.expected}，算得 ${i.computed}。内容或盐值不是当时记录的，请核对原件`,
  LOG_SALT_SIZE: (i) => `盐值长 ${i.bytes} 字节，应为 ${i.minBytes} 至 ${i.maxBytes} 字节的随机数`,
  LOG_ENCODING_MALFORMED: (i) => `第 ${i.at} 位不是有效的 ${i.encoding} 编码，请核对来源`,
  LOG_SELF_TEST_FAILED: (i) =>
    `哈希自检「${i.test}」未通过：应为 ${i.expected}，算得 ${i.computed}。不得用此哈希记录或验证日志`,
}

export const logIssueEn: LogIssueText = {
  LOG_ROOT_MISMATCH: (i) =>
    `The log root at size ${i.size} should be ${i.expected} but is ${i.computed}. The log is not the one that was promised: keep both sides' data and investigate`,
  LOG_PROOF_MALFORMED: (i) =>
    `The proof for size ${i.size} is malformed (${i.fault}, ${i.hashes} hashes) and decides nothing: fetch it again`,
  LOG_TREE_SHRANK: (i) =>
    `The log went from ${i.oldSize} to ${i.newSize} entries. A log only grows; entries were removed: keep the evidence and investigate`,
  LOG_INDEX_OUT_OF_RANGE: (i) => `Entry index 「${i.index}」 is outside a log of ${i.size} entries; indexes start at 0`,
  LOG_SIZE_INVALID: (i) => `「${i.size}」 is not a log size; it must be an integer from 0 to 9007199254740991`,
  LOG_HASH_SIZE: (i) => `A hash of ${i.bytes} bytes was given; it must have ${i.expectedBytes}`,
  LOG_RANGE_MALFORMED: (i) =>
    `A compact range of size ${i.size} cannot have ${i.hashes} hashes: compute it again from the start`,
  LOG_TILE_MALFORMED: (i) =>
    `Tile level ${i.level}, index ${i.index}, width ${i.width} has ${i.bytes} bytes instead of ${i.width * 32}; storage may be damaged`,
  LOG_TILE_PATH_MALFORMED: (i) =>
    `「${i.input}」 is not a tile path; write it as tile/0/x001/234 or tile/0/x001/234.p/56`,
  LOG_EDGE_MISMATCH: (i) =>
    `The right edge at level ${i.level} of a log of ${i.size} entries has ${i.bytes} bytes instead of ${i.expectedBytes}. Nothing was appended: read the edge again`,
  LOG_NOTE_MALFORMED: (i) => `The signed note is malformed (${i.fault}): 「${i.input}」; it is not to be relied on`,
  LOG_NOTE_NOT_VERIFIED: (i) =>
    `No known key signed the note (signatures seen: ${keys(i.unverified, 'none')}); it is not to be relied on: check the verifier keys`,
  LOG_SIGNATURE_INVALID: (i) =>
    `The signature of 「${i.name}+${i.keyId}」 does not fit the text, which may have been altered; it is not to be relied on`,
  LOG_SIGNATURES_MISSING: (i) =>
    `The checkpoint needs ${i.required} valid signatures; it has ${keys(i.verified, 'none')}`,
  LOG_VERIFIER_AMBIGUOUS: (i) => `Verifier key 「${i.name}+${i.keyId}」 was given twice: keep only one`,
  LOG_VERIFIER_KEY_MALFORMED: (i) =>
    `「${i.input}」 is not a verifier key (${i.fault}); write it as name+8 hexadecimal digits+base64`,
  LOG_CHECKPOINT_MALFORMED: (i) =>
    `The checkpoint is malformed (${i.fault}): 「${i.input}」; it is not to be relied on`,
  LOG_ORIGIN_MISMATCH: (i) =>
    `The checkpoint is of log 「${i.origin}」, not of 「${i.expected}」: check which one was fetched`,
  LOG_ORIGIN_NOT_SIGNED: (i) =>
    `The checkpoint lacks a valid signature of log 「${i.origin}」 itself (valid: ${keys(i.verified, 'none')}); it is not to be relied on`,
  LOG_HEAD_BEFORE_START: (i) =>
    `The earlier root at size ${i.size} lies before the start ${i.start} of this check and cannot be compared: check from the beginning or leave it out`,
  LOG_COUNT_MISMATCH: (i) =>
    `The checkpoint counts ${i.expected} entries and the export ${i.counted}: the export is incomplete or belongs to another checkpoint`,
  LOG_ENTRY_NOT_CANONICAL: (i) =>
    `Entry ${i.index} (from 0) is not canonical JSON (RFC 8785): check how it was exported`,
  LOG_JSON_UNSUPPORTED: (i) => `The value at 「${i.pointer}」 has no canonical JSON form (${i.found})`,
  LOG_JSON_NOT_CANONICAL: (i) =>
    `Not canonical JSON (RFC 8785)${i.canonical === null ? '' : `; it should read 「${i.canonical}」`}`,
  LOG_COMMITMENT_MISMATCH: (i) =>
    `The content does not fit its commitment: ${i.expected} was recorded, ${i.computed} computed. Content or salt is not the recorded one: check the original`,
  LOG_SALT_SIZE: (i) => `The salt has ${i.bytes} bytes; it must have ${i.minBytes} to ${i.maxBytes} random bytes`,
  LOG_ENCODING_MALFORMED: (i) => `Not valid ${i.encoding} at position ${i.at}: check where it came from`,
  LOG_SELF_TEST_FAILED: (i) =>
    `Hash self-test 「${i.test}」 failed: ${i.expected} expected, ${i.computed} computed. Neither record nor verify a log with this hash`,
}

/** The text of an issue in one language. */
export function describeLogIssue(text: LogIssueText, issue: LogIssue): string {
  return (text[issue.code] as (issue: LogIssue) => string)(issue)
}
