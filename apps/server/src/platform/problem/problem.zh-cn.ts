import { describeInstantZhCN, passwordLength, type IssueText, type PasswordFault } from '@fadu/domain'
import { describeTableIssue, tableIssueZhCN } from '@fadu/tables'
import type { LinkFaultKind, ProblemReason, SourceFaultKind } from './problem.ts'

const sourceFaults: Readonly<Record<SourceFaultKind, string>> = {
  unreachable: '无法连接，请检查地址、端口和网络',
  denied: '账号、密钥不对，或者没有读取权限',
  hostKey: '主机密钥与登记的指纹不符，请先核实主机再更新登记',
  tls: '不能建立可信的加密连接，请检查证书',
  notThere: '找不到登记的库、表、目录或者文件',
  columns: '表中没有与数据项对应的列，请登记对应关系',
  broken: '传输中断或者内容不完整，未入库',
  interrupted: '抓取的进程已结束，将按期重新抓取',
}

const linkFaults: Readonly<Record<LinkFaultKind, string>> = {
  unreachable: '连接不上，请核对地址和网络',
  tls: '没有建立可信的加密连接，请核对证书',
  denied: '对方拒绝，请核对本平台在对方的应用编号、密钥和对方对接的状态',
  unavailable: '对方繁忙或者在维护，稍后自动再试',
  broken: '对方的应答中断、过大或者不能识别',
  overtaken: '另一次交换先完成，将从该处继续',
  stale: '对方的应答是以前的，将重新询问',
  signature: '对方的检查点不是由登记的公钥签名，对接已停止',
  forked: '对方的日志与以前见到的不一致，对接已停止',
  altered: '对方所给内容与其日志的记录不符，对接已停止',
  outOfRemit: '对方所给内容不属于其负责的地区，对接已停止',
}

const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  tooShort: `密码至少 ${passwordLength.least} 个字符；字符种类不限，可以用一句话`,
  tooLong: `密码至多 ${passwordLength.most} 个字符`,
  guessable:
    '这个密码容易被猜到：由常用词、账号或者姓名、年份、键盘或者字母顺序、重复组成；请加入别人猜不到的内容，可以用一句话',
}

export const problemZhCN: IssueText<ProblemReason> = {
  REQUEST_MALFORMED: (p) => `请求内容不符合要求：${p.faults.map((f) => `${f.field} ${f.expected}`).join('；')}`,
  REQUEST_TOO_LARGE: (p) => `请求超过上限 ${p.maxBytes} 字节；请分批提交`,
  REQUEST_HEADERS_TOO_LARGE: (p) => `请求头超过上限 ${p.maxBytes} 字节`,
  REQUEST_TIMEOUT: (p) => `请求未在 ${p.seconds} 秒内收完，连接已经断开；请重新发送`,
  REQUEST_MEDIA_TYPE: (p) => `不支持这种内容类型；请使用 ${p.accepted}`,
  NOT_FOUND: (p) => `找不到该${p.what}，或者您无权知道它是否存在`,
  ROUTE_UNKNOWN: () => '没有这个地址；接口清单见 /api/openapi.json',
  AUTH_REQUIRED: () => '请先登录',
  AUTH_SESSION_INVALID: () => '会话已失效或已被撤销，请重新登录',
  AUTH_TOKEN_INVALID: () => '令牌无效或已过期，请用应用密钥重新换取',
  AUTH_CREDENTIALS_WRONG: () => '账号或密码不正确',
  AUTH_LOCKED: (p) => `连续登录失败，账号暂时锁定至${describeInstantZhCN(Date.parse(p.until))}`,
  AUTH_TOTP_REQUIRED: () => '此账号已启用动态验证码，请一并提交 totp',
  AUTH_TOTP_WRONG: () => '动态验证码不正确或已使用过',
  PASSWORD_UNFIT: (p) => `${p.field}：${passwordFaults[p.fault]}`,
  AUTH_ASSERTION_INVALID: (p) => `应用的身份断言不被接受：${p.fault}`,
  AUTH_ORIGIN: () => '请求来自其他网站，已拒绝',
  SIGNATURE_REQUIRED: (p) => `此应用的每次调用都须签名（RFC 9421）：${p.needed}`,
  SIGNATURE_MALFORMED: (p) => `签名字段「${p.field}」无法读取，应为：${p.expected}`,
  SIGNATURE_INCOMPLETE: (p) => `签名未覆盖 ${p.missing.join('、')}，请一并签名`,
  SIGNATURE_EXPIRED: (p) => `签名不在有效期内：${p.fault}；请重新签名`,
  SIGNATURE_KEY_UNKNOWN: () => 'keyid、alg 不是此应用现行有效的密钥；keyid 应为已登记公钥的指纹（RFC 7638）',
  SIGNATURE_WRONG: () => '签名与所签内容不符；请检查密钥、签名原文、方法、地址、主机名和各字段',
  SIGNATURE_REPLAYED: () => 'nonce 已使用过；每次调用请使用新的 nonce',
  SIGNATURE_CONTENT_ALTERED: (p) => `正文与 Content-Digest（${p.algorithm}）不符`,
  IDEMPOTENCY_KEY_REUSED: () => '同一个 Idempotency-Key 用于了内容不同的请求；请为新的请求换一个',
  VERSION_CONFLICT: (p) =>
    `内容已被他人修改：您依据的是第 ${p.given} 次修改，现为第 ${p.current} 次${(p.changes ?? [])
      .map((c) => `；${c.by}于${describeInstantZhCN(Date.parse(c.at))}修改了${c.changed.join('、')}`)
      .join('')}；请刷新后重新提交`,
  COSIGNATURE_INVALID: (p) =>
    ({
      key: '不是见证密钥；应为 cosignature/v1 的验证密钥（名称+十六进制+base64）',
      note: '不是已签名的检查点',
      checkpoint: '本日志没有签署过这个检查点；请留存两份检查点进行比对',
      signature: '不是该见证方对该检查点的签名',
      witness: '没有已登记的见证方签署该检查点；请先登记见证密钥',
    })[p.fault],
  STATE_CONFLICT: (p) => `${p.what}现处于「${p.state}」，不能这样办理`,
  DUPLICATE: (p) => `${p.field} 已被使用，请换一个`,
  ROLES_NOT_SEPARATED: () => '系统管理员、安全管理员、审计管理员三员分立，不得由同一账号兼任，也不得兼任业务角色',
  CSV_MALFORMED: (p) => `文件第 ${p.line} 行格式有误：${p.fault}；整批未入库`,
  CSV_COLUMNS: (p) =>
    `文件的列与目录的数据项不一致；缺少：${p.missing.join('、') || '无'}；目录中没有：${p.unknown.join('、') || '无'}；整批未入库`,
  CSV_ENCODING: () =>
    '文件不是 UTF-8、带 BOM 的 UTF-16 或者 GB18030 编码，或者前后编码不一；请转换编码后重新提交，整批未入库',
  REVISION_OPEN: (p) => `该目录条目的修订正在事项 ${p.case} 中办理；请先办结或者撤回该事项`,
  REVISION_MISSING: () => '该目录条目已经发布，本事项没有启动修订；请先启动修订，修改之后再报审',
  LAYOUT_CHANGED: (p) => `读取文件期间，数据集 ${p.dataset} 的目录条目发布了新版本；整批未入库，请按新的数据项重新提交`,
  DATASET_CHANGED: (p) => `读取期间，数据集 ${p.dataset} 的目录条目发布了新版本；未提供任何数据，请重新查询`,
  KEY_CHANGED: (p) => `读取文件期间，数据集 ${p.dataset} 更换了密钥或者已被封存、销毁；整批未入库，请重新提交`,
  LAYOUT_STORED: (p) =>
    p.change === 'type'
      ? `数据集 ${p.dataset} 已有 ${p.rows} 行数据，数据项 ${p.items.join('、')} 的类型不能改变：收到的原始值不作改动；请移出该数据项，另用代码新增一项后重新归集`
      : `数据集 ${p.dataset} 已有 ${p.rows} 行数据，一次办理不能改变数据项 ${p.items.join('、')} 的加密方式；请保留原分级和标识，另用代码新增一项后重新归集`,
  ITEM_REMOVED: (p) =>
    `数据项 ${p.items.join('、')} 已不在数据集 ${p.dataset} 的目录第 ${p.version} 版中，未提供任何数据；请只查询现有的数据项，或者申请变更授权`,
  EXPORT_QUOTA: (p) => `该应用已有 ${p.open} 个批量导出（上限 ${p.most} 个）；请删除不再需要的，或者等待其到期`,
  EXPORT_GONE: (p) =>
    p.state === 'expired'
      ? '该批量导出的文件已到期删除；需要的，重新申请导出'
      : '该批量导出的文件已删除；需要的，重新申请导出',
  EXPORT_OUTDATED: () => '授权的行的范围或者脱敏在该批量导出之后有变更，文件不再提供；请按现在的授权重新申请导出',
  EXPORT_ELSEWHERE: () => '该批量导出的文件在平台的另一台服务器上；请通过申请时的地址下载',
  RANGE_UNSATISFIABLE: (p) => `所要的部分超出文件末尾；文件共 ${p.size} 字节`,
  TABLE_UNREADABLE: (p) => `${describeTableIssue(tableIssueZhCN, p.issue)}；未保存任何内容`,
  IMPORT_HAS_ERRORS: (p) =>
    `文件中有 ${p.refused} 个条目不能导入（${p.codes.join('、')}）；未写入任何内容，请改正文件，或者选择只导入没有问题的条目`,
  IMPORT_OUTDATED: (p) =>
    `比对之后有条目被他人改动（${p.codes.join('、')}）；未写入任何内容，请重新上传，或者选择只导入未被改动的条目`,
  BATCH_EMPTY: () => '文件没有数据行；未建立批次',
  BATCH_KEY: (p) =>
    p.fault === 'none'
      ? '数据集没有标识符，按键更新或者全量替换须在 key 中写明主键数据项'
      : p.fault === 'unknown'
        ? `主键「${p.items.join('、')}」不是数据集的数据项；未入库`
        : `数据项「${p.items.join('、')}」加密存储且没有索引，不能作为主键；请改用标识符或者未加密的数据项`,
  BATCH_QUARANTINE_EXCEEDED: (p) =>
    `${p.received} 行中有 ${p.quarantined} 行未通过检查，超过上限 ${p.most} 行；整批未入库，请按报告更正后重新提交，或者另行声明 mostQuarantined`,
  SNAPSHOT_REMOVES_MORE: (p) =>
    `本次全量文件没有数据集 ${p.dataset} 现有 ${p.current} 行中的 ${p.removed} 行，超过允许移除的份额 ${p.most}；未作任何变更，确属全量的请写明 confirmRemoval`,
  QUARANTINE_SETTLED: (p) => `第 ${p.batch} 批的隔离区中没有待更正的第 ${p.lines.join('、')} 行；未入库`,
  CONTENT_HASH_MISMATCH: (p) =>
    `收到的内容与申报的摘要不符（${p.algorithm}：申报 ${p.declared}，实为 ${p.found}）；整批未入库，请重新上传`,
  UPLOAD_OFFSET: (p) => `续传位置不对：平台已收到 ${p.offset} 字节，请从该处继续`,
  UPLOAD_TOO_LONG: (p) => `内容超过申报的 ${p.declared} 字节；超出部分未保存，请取消后按实际大小重新上传`,
  UPLOAD_QUOTA: (p) =>
    `本单位未完成的上传已有 ${p.open} 个；上限 ${p.mostOpen} 个、合计 ${p.mostBytes} 字节，请待其完成或者取消后再上传`,
  UPLOAD_ELSEWHERE: () => '该上传的文件在平台的另一台服务器上；请通过原来的地址继续',
  UPLOAD_LOST: () => '该上传的文件已不完整或者不在平台上；未入库，请重新上传',
  UPLOAD_EXPIRED: () => '该上传超过时限没有继续，已作废；请重新上传',
  UPLOAD_SENDER_GONE: () => '提交该上传的账号或者应用已停用；未入库，请由有权的人员重新上传',
  STORAGE_FULL: () => '平台存储空间不足，未入库；已收到的内容保留，请联系运维人员，稍后继续或者重做',
  BATCH_UNDECLARED_IDENTIFIER: (p) =>
    `列「${p.column}」看起来是${p.kind}${(p.evidence ?? []).length > 0 ? `（例如 ${p.evidence!.join('、')}）` : ''}，目录没有申报为标识符；整批未入库，请先修改目录条目并重新审定`,
  DOCUMENT_TYPE: (p) =>
    p.found === null
      ? '材料的内容不是可以接收的文件；请提交 PDF、PNG、JPEG、DOCX、XLSX、OFD 或者纯文本文件（含宏的不收）'
      : `文件名以「.${p.named}」结尾，内容却是 ${p.found}；请核对文件和文件名后重新提交`,
  BATCH_FORMAT: (p) => `文件申报为 ${p.declared}，内容却是 ${p.found}；整批未入库，请核对文件后重新提交`,
  BATCH_RULE_BROKEN: (p) =>
    `有 ${p.rows} 行不符合阻断入库的质量规则 ${p.rules.join('、')}，首见于第 ${p.line} 行；整批未入库，请修正后重新提交`,
  CORRECTION_OUTDATED: (p) => `数据集 ${p.dataset} 的数据项或者密钥在准备更正之后已经变更；请重新准备更正内容`,
  CORRECTION_UNRESOLVED: (p) =>
    `更正内容第 ${p.line} 行${p.found === 0 ? '没有对应的现行数据' : '对应多于一行现行数据'}；请用批次和行号指明，整件更正未办理`,
  SOURCE_HOST_CLOSED: (p) => `主机「${p.host}」不在运维人员允许抓取的范围内；请运维人员将其加入 FADU_PULL_HOSTS`,
  SOURCE_ACCOUNT_CLOSED: () => '登记该数据来源的账号已停用；请由本单位的数据管理员重新登记',
  SOURCE_REFUSED: (p) => `归集被拒绝（${p.reason}），依据见审计记录 ${p.receipt}`,
  SOURCE_FAILED: (p) => `从${p.host === '' ? '数据来源' : `「${p.host}」`}抓取失败：${sourceFaults[p.fault]}`,
  LINK_FAULT: (p) => `与对方平台的交换：${linkFaults[p.fault]}`,
  DATA_TAMPERED: (p) =>
    `数据集 ${p.dataset} 第 ${p.row} 行的封存内容与其校验不符，可能被篡改；未提供任何数据，已记录，请告知安全管理员`,
  BUSY: (p) => `系统繁忙，请在 ${p.retrySeconds} 秒后重试；本次请求未生效`,
  RATE_LIMITED: (p) =>
    `请求过于频繁（限流规则 ${p.policy}），请在 ${p.retrySeconds} 秒后重试；本次请求未生效。余量见应答头 RateLimit`,
  MAINTENANCE: (p) =>
    `平台维护，数据网关暂停服务至${describeInstantZhCN(Date.parse(p.until))}：${p.notice}；本次请求未办理，也未留痕，请在维护结束后重试`,
  MAINTENANCE_OVERLAPS: (p) =>
    `已公告的维护时段${describeInstantZhCN(Date.parse(p.begins))}至${describeInstantZhCN(Date.parse(p.ends))}与之重叠；请先结束该时段，或者另定时间`,
  KEY_SHARE_FOREIGN: (p) => `这份密钥份额属于另一次拆分（${p.keyId}），不是现用的一次；请取用最近一次拆分所发的份额`,
  KEY_SHARE_WRONG: (p) => `所交的不是第 ${p.index} 份密钥份额，与登记的不符，未予接受；请核对是否为本人的份额`,
  KEYS_UNUSABLE: (p) => `密钥份额齐备，但密钥打不开（${p.fault}）；份额已忘却，请运维人员核对密钥文件夹后重新交入`,
  BACKUP_NOT_CONFIGURED: () => '没有设置备份文件夹；请运维人员设置 FADU_BACKUP_DIR 后重新启动',
  CURSOR_INVALID: () => '翻页游标无效，请从第一页重新开始',
  LAW_TEXT_UNREADABLE: (p) => `该事项办理时适用的法规文本 ${p.pack} ${p.version} 已无法读取，请告知运维人员`,
  INTERNAL: (p) => `平台内部故障，请求未生效；请将编号 ${p.incident} 告知运维人员`,
}
