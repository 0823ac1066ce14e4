import type { EntryState, ItemInput, Standing } from '../api/types.ts'

type Named<K extends string> = Readonly<Record<K, string>>
/** Words for names that come from the server; one that is not here is shown as it came. */
type Words = Readonly<Record<string, string>>

export interface Text {
  readonly product: string
  readonly loading: string
  readonly listComma: string
  readonly sentenceComma: string
  readonly done: string
  readonly refused: string
  /** The mark that leads to the record and its proof. */
  readonly seal: string
  readonly grade: (grade: number) => string
  readonly units: (length: number, unit: string) => string
  readonly standing: Named<Standing>
  readonly rail: Named<'desk' | 'cases' | 'catalog' | 'grants' | 'law' | 'audit'>
  readonly frame: Named<'skip' | 'menu' | 'rail' | 'signOut' | 'otherLanguage' | 'light' | 'dark'>
  readonly first: Named<'heading' | 'what' | 'how' | 'city' | 'cityWhat' | 'demoAccounts' | 'password'> & {
    readonly demo: Named<
      'policeApprover' | 'policeSteward' | 'civilSteward' | 'labourSteward' | 'yinzhouApprover' | 'audit'
    >
  }
  readonly signIn: Named<'title' | 'login' | 'password' | 'totp' | 'totpHelp' | 'submit'>
  readonly desk: Named<
    'title' | 'owed' | 'awaited' | 'nothingOwed' | 'nothingOwedWhy' | 'nothingAwaited' | 'toCatalog'
  > & {
    readonly count: (all: number, overdue: number) => string
  }
  readonly cases: Named<
    | 'lead'
    | 'which'
    | 'none'
    | 'noneWhy'
    | 'one'
    | 'underDraft'
    | 'subject'
    | 'way'
    | 'acts'
    | 'noActs'
    | 'asked'
    | 'canDo'
    | 'cannotDo'
    | 'nothingToDo'
    | 'closed'
    | 'movesByItself'
    | 'fromEntry'
    | 'bySystem'
  > & {
    readonly openness: Named<'open' | 'closed' | 'all'>
    readonly liesWith: (organization: string) => string
    readonly opened: (day: string) => string
    readonly ledTo: (state: string) => string
    readonly basis: (basis: string) => string
    readonly whoMay: (party: string, role: string) => string
    readonly confirm: (act: string) => string
  }
  readonly states: Named<'here' | 'passed' | 'end' | 'ended'>
  readonly clock: Named<'today' | 'provisional' | 'showCount' | 'hideCount'> & {
    readonly due: (day: string) => string
    readonly left: (days: number) => string
    readonly overdue: (serverText: string) => string
    readonly suspended: (serverText: string) => string
    readonly finished: (serverText: string) => string
    readonly reading: (reading: string) => string
  }
  readonly refusal: Named<'title' | 'grounds' | 'needed' | 'recorded'> & { readonly asked: (what: string) => string }
  readonly fault: Named<'unreachable' | 'unknown' | 'retry' | 'page'> & { readonly title: (asked: string) => string }
  readonly notFound: Named<'title' | 'what' | 'back'>
  readonly more: Named<'load'> & { readonly shown: (n: number) => string; readonly all: (n: number) => string }
  readonly form: Named<
    | 'required'
    | 'yes'
    | 'no'
    | 'choose'
    | 'nothingToChoose'
    | 'onePerLine'
    | 'leastItems'
    | 'instrument'
    | 'provision'
    | 'cancel'
  > & { readonly fillIn: (labels: string) => string; readonly otherInstrument: (title: string) => string }
  readonly catalog: Named<
    'lead' | 'search' | 'state' | 'anyState' | 'none' | 'noneWhy' | 'name' | 'provider' | 'share' | 'unset' | 'draft'
  >
  readonly entryStates: Named<EntryState>
  readonly entry: Named<'one' | 'facts' | 'items' | 'noItems' | 'underWay' | 'edit' | 'submit' | 'draftNote'> & {
    readonly itemCount: (n: number) => string
    readonly publishedAt: (at: string) => string
  }
  readonly item: Named<
    | 'name'
    | 'code'
    | 'codeHelp'
    | 'type'
    | 'maxLength'
    | 'grade'
    | 'identifier'
    | 'notIdentifier'
    | 'stored'
    | 'sealed'
    | 'plain'
    | 'mask'
    | 'nullable'
    | 'never'
    | 'add'
    | 'remove'
  > & {
    readonly position: (n: number) => string
    readonly removeNumber: (n: number) => string
    readonly types: Named<ItemInput['type']>
    readonly identifiers: Named<NonNullable<ItemInput['identifier']>>
    readonly masks: Named<ItemInput['mask']>
  }
  readonly sealed: Named<'masked'> & { readonly why: (grade: number) => string }
  readonly dataset: Named<
    | 'title'
    | 'none'
    | 'noneWhy'
    | 'noBatches'
    | 'batch'
    | 'at'
    | 'received'
    | 'stored'
    | 'quarantined'
    | 'hash'
    | 'preview'
    | 'look'
    | 'lookIsRecorded'
    | 'shownUnder'
    | 'blank'
  > & { readonly rows: (n: number) => string }
  readonly draft: Named<
    'newTitle' | 'lead' | 'form' | 'what' | 'code' | 'codeHelp' | 'name' | 'save' | 'toEntry' | 'resubmitInCase'
  > & {
    readonly editTitle: (name: string) => string
    readonly saved: (version: number) => string
    readonly stillMissing: (labels: string) => string
  }
  readonly share: Named<'begin' | 'beginAnother' | 'lead' | 'submit' | 'noApplication' | 'noProcedure'> & {
    readonly title: (entry: string) => string
  }
  readonly grants: Named<
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'received'
    | 'given'
    | 'applicant'
    | 'purposes'
    | 'fields'
    | 'until'
    | 'delivered'
    | 'notDelivered'
    | 'toCase'
  > & { readonly statuses: Named<'active' | 'suspended' | 'revoked'> }
  readonly law: Named<'lead' | 'search' | 'article' | 'deadline' | 'executable' | 'neighbours'> & {
    readonly standings: Named<Standing>
    readonly executables: Words
    readonly inForce: (day: string) => string
    readonly clauseCount: (n: number) => string
    readonly noneFound: (sought: string) => string
    readonly articleNumber: (article: string) => string
    readonly before: (clause: string) => string
    readonly after: (clause: string) => string
  }
  readonly due: Named<
    'title' | 'lead' | 'territory' | 'what' | 'period' | 'days' | 'from' | 'fromHelp' | 'count' | 'result'
  >
  readonly audit: Named<
    'lead' | 'kind' | 'anyKind' | 'recorded' | 'none' | 'at' | 'action' | 'actor' | 'outcome' | 'grounds' | 'proof'
  > & {
    readonly kinds: Named<'act' | 'refusal' | 'access' | 'key' | 'session' | 'system'>
    readonly actors: Words
    readonly outcomes: Words
  }
  readonly proof: Named<
    | 'title'
    | 'lead'
    | 'outcome'
    | 'verified'
    | 'failed'
    | 'partly'
    | 'root'
    | 'path'
    | 'origin'
    | 'record'
    | 'notYours'
    | 'noRecord'
    | 'checkpoint'
    | 'limits'
  > & {
    readonly steps: Named<'content' | 'inclusion' | 'size' | 'signature'>
    readonly outcomes: Named<'holds' | 'fails' | 'unchecked'>
    readonly place: (index: number, size: number) => string
    readonly hashes: (n: number) => string
  }
  readonly roles: Words
  readonly ranks: Words
  readonly periods: Words
  readonly choices: Words
  readonly faults: Words
  /** Acts as verbs, by procedure and name or by name alone. */
  readonly acts: Words
}

export const zhCN: Text = {
  product: '法度',
  loading: '正在载入',
  listComma: '、',
  sentenceComma: '；',
  done: '已办理',
  refused: '被拒绝',
  seal: '存证',
  grade: (grade) => `${grade} 级`,
  units: (length, unit) =>
    length === 0
      ? '立即'
      : `${length} ${unit === 'workingDay' ? '个工作日' : unit === 'month' ? '个月' : unit === 'year' ? '年' : '日'}`,
  standing: { law: '规定', draft: '草案', policy: '政策' },
  rail: { desk: '工作台', cases: '事项', catalog: '目录', grants: '授权', law: '法规', audit: '审计' },
  frame: {
    skip: '跳到正文',
    menu: '打开导航',
    rail: '主导航',
    signOut: '退出',
    otherLanguage: 'English',
    light: '浅色',
    dark: '深色',
  },
  first: {
    heading: '依法运行的公共数据平台',
    what: '法度把现行规定变成可以执行的规则：公共数据的编目、共享、开放，每一步都由条款决定，按工作日计时，并写入无法悄悄改动的记录。',
    how: '准许的写明依据，拒绝的写明条款和怎样才合法。',
    city: '演示城市',
    cityWhat: '宁波市（含鄞州区）和吴忠市。行政区划是真实数据；居民、企业均为合成数据，不对应任何真实的人或者单位。',
    demoAccounts: '演示账号',
    password:
      '所有演示账号使用同一个密码，首次启动时生成：见启动服务的终端，或者数据目录中的 demo-accounts.json。选一个账号填入登录名：',
    demo: {
      policeApprover: '吴忠市公安局 · 审批负责人：有一件共享申请已经逾期',
      policeSteward: '吴忠市公安局 · 数据管理员：可以预览脱敏的户籍数据',
      civilSteward: '吴忠市民政局 · 数据管理员：有一件补正、一条目录待修改',
      labourSteward: '吴忠市人力资源和社会保障局 · 数据管理员：正在等待答复',
      yinzhouApprover: '鄞州区公共数据主管部门 · 审批负责人：待审定的目录和申请',
      audit: '平台运维中心 · 审计管理员：查阅存证，核验证明',
    },
  },
  signIn: {
    title: '登录',
    login: '登录名',
    password: '密码',
    totp: '动态验证码',
    totpHelp: '此账号启用了动态验证码：请输入验证器上的 6 位数字',
    submit: '登录',
  },
  desk: {
    title: '工作台',
    owed: '我要办',
    awaited: '我在等',
    nothingOwed: '没有待办事项',
    nothingOwedWhy: '别的单位向本单位提出申请，或者目录等待本单位审定时，会按到期日排在这里。',
    nothingAwaited: '没有正在等待别的单位办理的事项',
    toCatalog: '到目录查找数据',
    count: (all, overdue) => `共 ${all} 件${overdue > 0 ? `，其中逾期 ${overdue} 件` : ''}`,
  },
  cases: {
    lead: '本单位作为一方的全部事项，新的在前',
    which: '筛选事项',
    none: '没有这样的事项',
    noneWhy: '提出共享申请，或者提交目录审定，就会产生事项。',
    one: '事项',
    underDraft: '依征求意见稿试行',
    subject: '目录条目',
    way: '进程',
    acts: '办理经过',
    noActs: '还没有办理记录',
    asked: '申请内容',
    canDo: '现在可以办理',
    cannotDo: '现在不能办理',
    nothingToDo: '这一步不由您办理；下面写明由谁办理。',
    closed: '事项已经办结。',
    movesByItself: '这一步没有要办理的手续，条件具备时自动进入下一步，例如数据首次提供。',
    fromEntry: '内容取自目录条目，提交前请先修改条目。',
    bySystem: '平台',
    openness: { open: '办理中', closed: '已办结', all: '全部' },
    liesWith: (organization) => `现由${organization}办理`,
    opened: (day) => `${day}提出`,
    ledTo: (state) => `进入「${state}」`,
    basis: (basis) => `依据：${basis}`,
    whoMay: (party, role) => `由${party}的${role}办理`,
    confirm: (act) => `确认${act}`,
  },
  states: { here: '现处于此', passed: '已经过', end: '终点', ended: '已办结' },
  clock: {
    today: '今日届满',
    provisional: '暂定',
    showCount: '怎么算的',
    hideCount: '收起计算',
    due: (day) => `${day}届满`,
    left: (days) => `剩 ${days} 个工作日`,
    overdue: (text) => text.replace('，仍应办理', ''),
    suspended: (text) => text,
    finished: (text) => text,
    reading: (reading) => `读法：${reading}`,
  },
  refusal: {
    title: '不予办理',
    grounds: '依据的条款',
    needed: '怎样才合法',
    recorded: '行为未生效，这次拒绝已经记录。',
    asked: (what) => `您要办理的是：${what}`,
  },
  fault: {
    unreachable: '连不上服务。请检查网络，稍后再试；没有提交成功的内容不会生效。',
    unknown: '平台没有按约定答复。请稍后再试；仍不行的，请告知运维人员。',
    retry: '重试',
    page: '这一页',
    title: (asked) => `「${asked}」没有成功`,
  },
  notFound: { title: '没有这一页', what: '地址可能写错了，或者内容已经移走。', back: '回到工作台' },
  more: { load: '加载更多', shown: (n) => `已显示 ${n} 条`, all: (n) => `共 ${n} 条` },
  form: {
    required: '必填',
    yes: '是',
    no: '否',
    choose: '请选择',
    nothingToChoose: '没有可以选择的内容',
    onePerLine: '每行写一项',
    leastItems: '只选履行职责必需的数据项',
    instrument: '依据的文件',
    provision: '条款，例如 第十条第二款',
    cancel: '取消',
    fillIn: (labels) => `还没有填写：${labels}`,
    otherInstrument: (title) => `${title}（不在依据库中）`,
  },
  catalog: {
    lead: '本地区各单位的公共数据目录',
    search: '按名称、代码或者单位查找',
    state: '状态',
    anyState: '全部状态',
    none: '没有找到目录条目',
    noneWhy: '换一个说法，或者去掉状态条件再找。未发布的条目只有编制单位和审定部门可以看到。',
    name: '名称',
    provider: '提供单位',
    share: '共享属性',
    unset: '未填写',
    draft: '编制新条目',
  },
  entryStates: {
    draft: '草稿',
    submitted: '待审定',
    amending: '修改中',
    approved: '待发布',
    published: '已发布',
    withdrawn: '已撤回',
  },
  entry: {
    one: '目录条目',
    facts: '条目信息',
    items: '数据项',
    noItems: '还没有数据项',
    underWay: '正在办理',
    edit: '修改条目',
    submit: '提交审定',
    draftNote: '这是草稿，只有本单位和审定部门可以看到。内容齐备后提交审定。',
    itemCount: (n) => `${n} 项`,
    publishedAt: (at) => `${at}发布`,
  },
  item: {
    name: '名称',
    code: '代码',
    codeHelp: '小写字母开头',
    type: '类型',
    maxLength: '最大长度',
    grade: '分级',
    identifier: '标识',
    notIdentifier: '不是标识',
    stored: '存储',
    sealed: '密封',
    plain: '明文',
    mask: '脱敏方式',
    nullable: '可以为空',
    never: '不得为空',
    add: '添加数据项',
    remove: '删除',
    position: (n) => `第 ${n} 项`,
    removeNumber: (n) => `删除第 ${n} 项`,
    types: { text: '文本', integer: '整数', decimal: '小数', date: '日期', boolean: '是否' },
    identifiers: { residentId: '公民身份号码', creditCode: '统一社会信用代码', other: '其他标识' },
    masks: {
      none: '不脱敏',
      'resident-id': '身份号码',
      'credit-code': '信用代码',
      phone: '电话号码',
      name: '姓名',
      address: '地址',
      date: '日期',
    },
  },
  sealed: {
    masked: '已脱敏：',
    why: (grade) => `这一项为 ${grade} 级，预览时脱敏。原值只向取得授权、且授权写明此项的应用提供。`,
  },
  dataset: {
    title: '数据',
    none: '还没有数据集',
    noneWhy: '条目发布后建立数据集，由提供单位按批次归集数据。',
    noBatches: '还没有归集批次',
    batch: '批次',
    at: '归集时间',
    received: '收到行数',
    stored: '入库行数',
    quarantined: '隔离行数',
    hash: '内容摘要',
    preview: '数据预览',
    look: '预览前 20 行',
    lookIsRecorded: '每次预览都会留痕',
    shownUnder: '预览依据',
    blank: '空',
    rows: (n) => `${n.toLocaleString('zh-CN')} 行`,
  },
  draft: {
    newTitle: '编制新条目',
    lead: '先保存草稿；必填内容齐备后提交审定。',
    form: '目录条目草稿',
    what: '代码与名称',
    code: '目录代码',
    codeHelp: '大写字母、数字和连字符，3 至 61 位；保存后不能修改',
    name: '名称',
    save: '保存草稿',
    toEntry: '查看条目',
    resubmitInCase: '修改已经保存。请到「工作台」的审定事项中再次提交。',
    editTitle: (name) => `修改：${name}`,
    saved: (version) => `草稿已保存为第 ${version} 版`,
    stillMissing: (labels) => `提交审定前还要填写：${labels}`,
  },
  share: {
    begin: '申请共享',
    beginAnother: '再次申请共享',
    lead: '申请提交后由提供单位或者主管部门依当地规定答复，期限自收到之日起算。',
    submit: '提交申请',
    noApplication: '本单位还没有登记可用的应用。数据只向登记的应用提供，请先由数据管理员登记应用。',
    noProcedure: '当地规定没有共享申请程序。',
    title: (entry) => `申请共享：${entry}`,
  },
  grants: {
    lead: '本单位取得的，以及以本单位数据为内容的共享授权',
    none: '还没有共享授权',
    noneWhy: '共享申请经同意后产生授权；授权写明应用、数据项、目的和期限。',
    received: '本单位取得',
    given: '本单位提供',
    applicant: '使用单位和应用',
    purposes: '使用目的',
    fields: '数据项',
    until: '有效期至',
    delivered: '首次提供',
    notDelivered: '尚未调用',
    toCase: '查看申请事项',
    statuses: { active: '有效', suspended: '已中止', revoked: '已撤销' },
  },
  law: {
    lead: '平台按这些规定运行；每一处准许、拒绝和期限都可以追到条款',
    search: '在条文中查找',
    article: '所在条',
    deadline: '期限',
    executable: '平台怎样执行',
    neighbours: '前后条款',
    standings: { law: '现行有效', draft: '征求意见稿，试行', policy: '平台自定规则' },
    executables: { yes: '由规则、表单、程序或者期限执行', evidence: '留存证据，由人判断', no: '不由平台执行' },
    inForce: (day) => `${day} 起施行`,
    clauseCount: (n) => `${n} 款`,
    noneFound: (sought) => `条文中没有「${sought}」`,
    articleNumber: (article) => (/^\d+$/.test(article) ? `第 ${article} 条` : article),
    before: (clause) => `← 上一款 ${clause}`,
    after: (clause) => `下一款 ${clause} →`,
  },
  due: {
    title: '期限计算',
    lead: '按当地规定和国务院放假通知逐日计算；结果与办理事项时所用的相同。',
    territory: '地区',
    what: '按什么计算',
    period: '规定的期限',
    days: '工作日数',
    from: '起算日',
    fromHelp: '当日不计入',
    count: '计算',
    result: '期限届满',
  },
  audit: {
    lead: '全部存证，新的在前；查阅本身也留痕',
    kind: '种类',
    anyKind: '全部种类',
    recorded: '这次查阅已记录',
    none: '没有这样的记录',
    at: '时间',
    action: '行为',
    actor: '行为人',
    outcome: '结果',
    grounds: '依据',
    proof: '证明',
    kinds: { act: '办理', refusal: '拒绝', access: '数据提供', key: '密钥', session: '会话', system: '系统' },
    actors: { Account: '人员', Application: '应用', Visitor: '未登录', System: '平台' },
    outcomes: { done: '已生效', refused: '被拒绝', released: '已提供' },
  },
  proof: {
    title: '存证核验',
    lead: '由您的浏览器计算，不依赖服务器的说法',
    outcome: '核验结果',
    verified: '已验证',
    failed: '核验不通过',
    partly: '部分核验',
    root: '检查点的根',
    path: '证明路径',
    origin: '日志',
    record: '记录内容',
    notYours: '这条记录的内容由行为所属单位和审计管理员查阅；它在日志中的位置任何人都可以核验。',
    noRecord: '没有取得记录内容，因此没有核验内容摘要。',
    checkpoint: '检查点原文',
    limits:
      '验证签名所用的公钥取自本站。要确认日志从未改写，请与监督机构保存的检查点比对，或者用 fadu log verify 离线核验。',
    steps: {
      content: '记录内容的 SM3 摘要与日志中的叶子一致',
      inclusion: '证明路径算出的根与检查点的根一致',
      size: '证明所用的树大小与检查点一致',
      signature: '检查点有日志的 SM2 签名',
    },
    outcomes: { holds: '成立', fails: '不成立', unchecked: '未核验' },
    place: (index, size) => `日志第 ${index + 1} 条，检查点覆盖 ${size} 条`,
    hashes: (n) => `${n} 个摘要`,
  },
  roles: {
    steward: '数据管理员',
    approver: '审批负责人',
    securityOfficer: '安全负责人',
    inspector: '检查人员',
    systemAdmin: '系统管理员',
    securityAdmin: '安全管理员',
    auditAdmin: '审计管理员',
  },
  ranks: {
    constitution: '宪法',
    law: '法律',
    administrativeRegulation: '行政法规',
    localRegulation: '地方性法规',
    departmentalRule: '部门规章',
    localRule: '地方政府规章',
    centralPolicy: '党中央、国务院政策文件',
    nationalProvision: '国家有关规定',
    normativeDocument: '规范性文件',
    policy: '平台政策',
  },
  periods: {
    'catalog.review': '目录审定',
    'catalog.amendment': '目录修改',
    'catalog.publication': '目录发布',
    'share.reply': '共享申请答复',
    'share.delivery': '数据提供',
  },
  choices: {
    realTime: '实时',
    daily: '每日',
    weekly: '每周',
    monthly: '每月',
    quarterly: '每季度',
    yearly: '每年',
    irregular: '不定期',
    interface: '接口',
    batch: '批量',
    'shareAttribute.unconditional': '无条件共享',
    'shareAttribute.conditional': '有条件（受限）共享',
    'shareAttribute.none': '不予共享',
  },
  faults: { missing: '没有填写', wrongType: '格式不符', notAnOption: '不在可选范围内', unknown: '表单没有这一项' },
  acts: {
    open: '提出',
    approve: '同意',
    refuse: '拒绝',
    withdraw: '撤回',
    'catalog.review.open': '提交审定',
    'catalog.review.approve': '审定通过',
    'catalog.review.publish': '发布',
    'catalog.review.returnForAmendment': '退回修改',
    'catalog.review.resubmit': '再次提交',
    'catalog.review.withdraw': '撤回',
    'share.request.open': '提出共享申请',
    'share.request.askSupplement': '通知补正',
    'share.request.supplement': '提交补正',
    'share.request.approve': '同意共享',
    'share.request.refuse': '不予共享',
    'share.request.withdraw': '撤回申请',
    'session.open': '登录',
    'session.own': '管理自己的会话',
    'account.create': '开立账号',
    'account.close': '关闭账号',
    'account.assignRoles': '分配角色',
    'application.register': '登记应用',
    'application.suspend': '中止或者恢复应用',
    'organization.register': '登记单位',
    'audit.read': '查阅存证',
    'catalogEntry.draft': '编制目录条目',
    'catalogEntry.amend': '修改目录条目',
    'catalogEntry.read': '查阅目录条目',
    'dataset.aggregate': '归集数据',
    'dataset.preview': '预览数据',
    'dataset.inspect': '查看数据集',
    'data.lookup': '查询数据',
    'token.issue': '换取令牌',
    'case.act': '办理事项',
    'case.read': '查阅事项',
    'case.list': '查阅事项清单',
    'worklist.read': '查阅待办清单',
    'grant.list': '查阅授权',
    'evidence.read': '查阅记录',
    'catalog.list': '查找目录',
    'organization.read': '查阅单位',
    'account.read': '查阅账号',
    'application.read': '查阅应用',
    'territory.read': '查阅地区',
  },
}
