import type {
  CatalogImport,
  CatalogFacet,
  Change,
  ClauseStatus,
  Entry,
  EntryState,
  EntryVersion,
  Freshness,
  ImportFault,
  ImportKind,
  ItemCategory,
  ItemInput,
  Notification,
  SharedItem,
  Standing,
  Suggestion,
  SuggestionState,
  SystemInput,
} from '../api/types.ts'

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
  readonly rail: Named<
    | 'desk'
    | 'procedures'
    | 'cases'
    | 'catalog'
    | 'grading'
    | 'systems'
    | 'overview'
    | 'grants'
    | 'duties'
    | 'supervision'
    | 'law'
    | 'audit'
  >
  readonly frame: Named<'skip' | 'menu' | 'rail' | 'signOut' | 'otherLanguage' | 'light' | 'dark'>
  readonly first: Named<'heading' | 'what' | 'how' | 'city' | 'cityWhat' | 'demoAccounts' | 'password'> & {
    readonly demo: Named<
      'policeApprover' | 'policeSteward' | 'civilSteward' | 'labourSteward' | 'yinzhouApprover' | 'audit'
    >
  }
  readonly signIn: Named<'title' | 'login' | 'password' | 'totp' | 'totpHelp' | 'submit'>
  readonly desk: Named<
    'title' | 'owed' | 'awaited' | 'nothingOwed' | 'nothingOwedWhy' | 'nothingAwaited' | 'toCatalog' | 'toProcedures'
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
    | 'entered'
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
    readonly endedClocks: (n: number) => string
  }
  readonly states: Named<'here' | 'passed' | 'end' | 'ended'>
  readonly clock: Named<'today' | 'provisional' | 'showCount' | 'hideCount'> & {
    readonly due: (day: string) => string
    readonly left: (days: number) => string
    readonly leftHours: (hours: number) => string
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
  /** Rows of a form. */
  readonly rows: Named<'number' | 'add' | 'remove' | 'pasteHere'> & {
    readonly position: (n: number) => string
    readonly removeNumber: (n: number) => string
    readonly cell: (row: number, column: string) => string
    readonly count: (n: number, most: number) => string
    readonly unread: (n: number) => string
    readonly unreadCell: (line: number, column: string, text: string) => string
  }
  /** Published data that offers what was to be collected again. */
  readonly sharedItems: Named<'title'> & {
    readonly because: Named<SharedItem['because']>
    readonly wanted: (row: number, name: string) => string
  }
  readonly catalog: Named<
    | 'lead'
    | 'search'
    | 'searchHelp'
    | 'narrow'
    | 'chosen'
    | 'lift'
    | 'liftOne'
    | 'clearSought'
    | 'none'
    | 'noneWhy'
    | 'unset'
    | 'draft'
    | 'matchedItems'
    | 'exportAll'
  > & {
    readonly facets: Named<CatalogFacet>
    readonly freshness: Named<Freshness>
    readonly formats: Named<'xlsx' | 'csv'>
    readonly filter: (facet: string, value: string) => string
    readonly allValues: (n: number) => string
    readonly noneWith: (sought: string) => string
    readonly liftBrings: (filter: string, n: number) => string
    readonly updated: (often: string) => string
  }
  readonly grading: Named<
    | 'title'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'state'
    | 'keys'
    | 'closed'
    | 'wholeEntry'
    | 'suggested'
    | 'reason'
    | 'reasonHelp'
    | 'origin'
    | 'suggestions'
    | 'noSuggestion'
    | 'records'
    | 'noRecord'
  > & {
    readonly states: Named<SuggestionState>
    readonly origins: Named<Suggestion['origin']>
    readonly decisions: Named<'accept' | 'keep' | 'set'>
    readonly confidence: (percent: number) => string
    readonly ruleSet: (name: string) => string
    readonly rowLabel: (item: string, grade: number) => string
    readonly choose: (item: string) => string
    readonly acceptChosen: (n: number) => string
    readonly decided: (n: number) => string
    readonly saidReason: (by: string, reason: string) => string
    readonly pending: (grade: number) => string
    readonly of: (item: string) => string
  }
  readonly overview: Named<'title' | 'lead' | 'byAgency'> & {
    readonly figures: Named<'agencies' | 'systems' | 'entries' | 'datasets' | 'rows' | 'batches' | 'published' | 'late'>
    readonly on: (day: string) => string
  }
  /** The register of information systems. */
  readonly systems: Named<
    | 'title'
    | 'lead'
    | 'none'
    | 'noneWhy'
    | 'one'
    | 'register'
    | 'amend'
    | 'save'
    | 'status'
    | 'registered'
    | 'entries'
    | 'noEntries'
    | 'schemaChanges'
    | 'noSchemaChanges'
    | 'changeSchema'
    | 'changedOn'
    | 'description'
  > & {
    readonly fields: Named<keyof SystemInput>
    readonly fundings: Named<SystemInput['funding']>
    readonly statuses: Named<'active' | 'closed'>
    readonly level: (level: number) => string
    readonly task: (entry: string) => string
  }
  readonly files: Named<'choose'>
  readonly outline: Named<'title' | 'drop' | 'dropHelp'> & {
    readonly found: (items: number, rows: number) => string
    readonly codeLike: (names: string) => string
  }
  readonly imports: Named<
    | 'begin'
    | 'title'
    | 'lead'
    | 'drop'
    | 'dropHelp'
    | 'template'
    | 'before'
    | 'none'
    | 'again'
    | 'departingWhy'
    | 'nothingToDo'
    | 'discard'
    | 'filter'
    | 'anyKind'
    | 'noRows'
  > & {
    readonly states: Named<CatalogImport['state']>
    readonly kinds: Named<ImportKind>
    readonly severities: Named<ImportFault['severity']>
    readonly departures: Named<'missing' | 'unknown'>
    readonly notes: Words
    readonly progress: (done: number, total: number) => string
    readonly outcome: (created: number, changed: number, unchanged: number) => string
    readonly skipped: (n: number) => string
    readonly refusedNote: (n: number) => string
    readonly warnings: (n: number) => string
    readonly applyAll: (n: number) => string
    readonly applyValid: (n: number) => string
    readonly kindCount: (kind: string, n: number) => string
    readonly columnOf: (sheet: string, column: string) => string
    readonly line: (n: number) => string
    readonly place: (line: number, column: string) => string
    readonly options: (options: string) => string
    readonly differences: (n: number) => string
  }
  readonly entryStates: Named<EntryState>
  readonly diff: Named<'same' | 'order' | 'was' | 'is'> & {
    readonly kinds: Named<Change['kind']>
    readonly item: Readonly<Record<Change['kind'], (name: string) => string>>
  }
  readonly versions: Named<'title' | 'none' | 'standing' | 'toCase' | 'compare' | 'from' | 'to'> & {
    readonly number: (n: number) => string
    readonly origins: Named<EntryVersion['origin']>
  }
  readonly revision: Named<'title' | 'edit' | 'toCase'> & { readonly begun: (at: string, base: number) => string }
  readonly secrecy: Named<Entry['secrecy'] | 'begin'> & {
    readonly by: (organization: string, reviewer: string, at: string) => string
  }
  readonly preparation: Named<'missing' | 'recorded' | 'begin'> & {
    readonly by: (organization: string, at: string) => string
  }
  readonly entry: Named<
    | 'one'
    | 'facts'
    | 'items'
    | 'noItems'
    | 'underWay'
    | 'edit'
    | 'submit'
    | 'draftNote'
    | 'update'
    | 'retire'
    | 'withdrawn'
    | 'successor'
  > & {
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
    | 'meaning'
    | 'codeList'
    | 'codeListHelp'
    | 'category'
    | 'noCategory'
  > & {
    readonly categories: Named<ItemCategory>
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
    | 'newTitle'
    | 'lead'
    | 'form'
    | 'what'
    | 'code'
    | 'codeHelp'
    | 'name'
    | 'save'
    | 'toEntry'
    | 'resubmitInCase'
    | 'submitRevision'
    | 'takeOver'
    | 'mergedCleanly'
  > & {
    readonly mergedBoth: (labels: string) => string
    readonly editTitle: (name: string) => string
    readonly saved: (version: number) => string
    readonly stillMissing: (labels: string) => string
  }
  readonly share: Named<'begin' | 'beginAnother' | 'lead' | 'submit' | 'noApplication'> & {
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
    | 'toAnswer'
    | 'provided'
    | 'modes'
    | 'quotaPerDay'
    | 'quotaTotal'
    | 'until'
    | 'delivered'
    | 'notDelivered'
    | 'toCase'
  > & {
    readonly statuses: Named<'active' | 'suspended' | 'revoked'>
    readonly modeNames: Named<'interface' | 'batch'>
    readonly standing: (n: number) => string
  }
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
  /** How the platform keeps the clauses. */
  readonly matrix: Named<
    | 'title'
    | 'lead'
    | 'counts'
    | 'pack'
    | 'anyPack'
    | 'status'
    | 'anyStatus'
    | 'stage'
    | 'anyStage'
    | 'clauses'
    | 'executable'
    | 'none'
    | 'noneWhy'
    | 'kept'
    | 'bindings'
    | 'noBindings'
    | 'missing'
    | 'acceptance'
    | 'proofs'
    | 'noProofs'
    | 'toClause'
  > & {
    readonly statuses: Named<ClauseStatus>
    readonly statusHelp: Named<ClauseStatus>
    readonly kinds: Words
    readonly found: (n: number) => string
    readonly waitsFor: (what: string) => string
  }
  readonly procedures: Named<
    | 'lead'
    | 'search'
    | 'others'
    | 'course'
    | 'opening'
    | 'parties'
    | 'begin'
    | 'submit'
    | 'namedInForm'
    | 'setInNotice'
    | 'otherwise'
    | 'or'
    | 'closed'
    | 'notBuilt'
    | 'pickAnother'
    | 'entryNumber'
    | 'entryNumberHelp'
    | 'which'
    | 'noneMine'
  > & {
    readonly partyRules: Words
    readonly whose: Named<'all' | 'mine'>
    readonly found: (n: number) => string
    readonly none: (sought: string) => string
    readonly duties: (n: number) => string
    readonly opener: (party: string, role: string) => string
    readonly notYou: (account: string) => string
    readonly elsewhere: (territory: string) => string
    readonly owes: (party: string) => string
    readonly actor: (party: string, role: string) => string
    readonly suspends: (period: string) => string
    readonly movesOn: (state: string) => string
    readonly withForm: (form: string) => string
    readonly basis: (ranks: string) => string
    readonly when: (conditions: string) => string
    readonly condition: (fact: string, values: string) => string
    readonly isIt: (fact: string, so: boolean) => string
    readonly closedWithOffer: (offer: string) => string
  }
  readonly duties: Named<
    | 'lead'
    | 'view'
    | 'filter'
    | 'none'
    | 'noneWhy'
    | 'noneSuch'
    | 'state'
    | 'due'
    | 'noDue'
    | 'file'
    | 'toFile'
    | 'gap'
    | 'isOverdue'
    | 'assign'
  > & {
    readonly views: Named<'duty' | 'organization'>
    readonly columns: Named<'duty' | 'organization'>
    readonly filters: Named<'all' | 'gap' | 'overdue'>
    readonly count: (all: number, gaps: number, overdue: number) => string
    readonly lines: (n: number) => string
    readonly gaps: (n: number) => string
    readonly overdue: (n: number) => string
    readonly assigned: (n: number) => string
  }
  /** Notifications. */
  readonly told: Named<'title' | 'lead' | 'none' | 'noneWhy' | 'markRead' | 'read'> & {
    readonly kinds: Named<Notification['kind']>
    readonly bell: (unread: string) => string
    readonly moved: (from: string, to: string) => string
  }
  readonly supervision: Named<'lead' | 'phase'> & {
    readonly phases: Named<'overdue' | 'warning'>
    readonly none: Named<'overdue' | 'warning'>
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
  /** What a case can be about. */
  readonly subjects: Words & Named<'catalogEntry' | 'dataGrant' | 'organization' | 'territory'>
  /** Stages of the life of data, as clauses name them. */
  readonly stages: Words
  /** What conditions of procedures ask, and values that no regime has a word for. */
  readonly facts: Words
  readonly factValues: Words
  readonly roles: Words
  readonly ranks: Words
  readonly periods: Words
  readonly choices: Words
  readonly faults: Words
  /** Acts as verbs, by procedure and name or by name alone. */
  readonly acts: Words
}

const unitsZh: Words = { workingDay: '个工作日', calendarDay: '日', hour: '小时', month: '个月', year: '年' }

export const zhCN: Text = {
  product: '法度',
  loading: '正在载入',
  listComma: '、',
  sentenceComma: '；',
  done: '已办理',
  refused: '被拒绝',
  seal: '存证',
  grade: (grade) => `${grade} 级`,
  units: (length, unit) => (length === 0 ? '立即' : `${length} ${unitsZh[unit] ?? unit}`),
  standing: { law: '规定', draft: '草案', policy: '政策' },
  rail: {
    desk: '工作台',
    procedures: '办理事项',
    cases: '事项',
    catalog: '目录',
    grading: '分级',
    systems: '信息系统',
    overview: '概览',
    grants: '授权',
    duties: '职责台账',
    supervision: '期限监督',
    law: '法规',
    audit: '审计',
  },
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
    toProcedures: '查看可以提出的事项',
    count: (all, overdue) => `共 ${all} 件${overdue > 0 ? `，其中逾期 ${overdue} 件` : ''}`,
  },
  cases: {
    lead: '本单位作为一方的全部事项，新的在前',
    which: '筛选事项',
    none: '没有这样的事项',
    noneWhy: '提出共享申请，或者提交目录审定，就会产生事项。',
    one: '事项',
    underDraft: '依征求意见稿试行',
    subject: '事项对象',
    way: '进程',
    acts: '办理经过',
    noActs: '还没有办理记录',
    asked: '申请内容',
    entered: '办理中填报的内容',
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
    endedClocks: (n) => `已终止的期限 ${n} 项`,
  },
  states: { here: '现处于此', passed: '已经过', end: '终点', ended: '已办结' },
  clock: {
    today: '今日届满',
    provisional: '暂定',
    showCount: '怎么算的',
    hideCount: '收起计算',
    due: (day) => `${day}届满`,
    left: (days) => `剩 ${days} 个工作日`,
    leftHours: (hours) => (hours === 0 ? '剩不足 1 小时' : `剩 ${hours} 小时`),
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
  rows: {
    number: '序号',
    add: '添加一行',
    remove: '删除',
    pasteHere: '从电子表格复制后粘贴到这里',
    position: (n) => `第 ${n} 行`,
    removeNumber: (n) => `删除第 ${n} 行`,
    cell: (row, column) => `第 ${row} 行 ${column}`,
    count: (n, most) => `已有 ${n} 行，最多 ${most} 行`,
    unread: (n) => `粘贴的内容中有 ${n} 格没有读懂，已留空：`,
    unreadCell: (line, column, text) => `第 ${line} 行「${column}」的「${text}」`,
  },
  sharedItems: {
    title: '这些数据已经编目，可以申请共享',
    because: { sameName: '名称相同', synonym: '说法不同，含义相同', codeList: '代码集相同' },
    wanted: (row, name) => `第 ${row} 行「${name}」：`,
  },
  catalog: {
    lead: '本地区各单位的公共数据目录',
    search: '查找数据：名称、单位、数据项、主题、信息系统',
    searchHelp: '也可以输入代码、拼音或者拼音首字母，例如 hjrk；几个词之间用空格隔开',
    narrow: '筛选',
    chosen: '正在使用的筛选条件',
    lift: '去掉这个条件',
    liftOne: '没有同时符合全部条件的条目。去掉其中一个条件后：',
    clearSought: '清除查找的词',
    none: '没有找到目录条目',
    noneWhy: '换一个说法再找。未发布的条目只有编制单位和审定部门可以看到。',
    unset: '未填写',
    draft: '编制新条目',
    matchedItems: '数据项：',
    exportAll: '导出目录',
    facets: {
      category: '主题',
      provider: '提供单位',
      level: '层级',
      shareAttribute: '共享属性',
      openAttribute: '开放属性',
      grade: '分级',
      freshness: '更新情况',
      state: '状态',
    },
    freshness: { current: '按期更新', late: '逾期未更新', never: '尚未归集', irregular: '不定期更新' },
    formats: { xlsx: 'Excel 工作簿', csv: 'CSV 表格' },
    filter: (facet, value) => `${facet}：${value}`,
    allValues: (n) => `显示全部 ${n} 个`,
    noneWith: (sought) => `没有找到含「${sought}」的目录条目`,
    liftBrings: (filter, n) => `去掉「${filter}」，有 ${n} 条`,
    updated: (often) => `${often}更新，`,
  },
  grading: {
    title: '分级审核',
    lead: '按分类分级规则给出的建议和依据；由人决定，机器不改人已经作出的决定',
    none: '没有这样的建议',
    noneWhy: '编制、修改条目或者归集数据时，平台按规则检查数据项；建议的分级高于现有分级的，会列在这里。',
    state: '建议的状态',
    keys: '键盘：↑ ↓ 移动，A 采纳，K 保留原分级，S 另定，空格选中',
    closed: '条目已经发布，分级随目录更新变更：',
    wholeEntry: '整个条目',
    suggested: '建议',
    reason: '理由',
    reasonHelp: '低于建议的分级，应当说明理由',
    origin: '分级依据',
    suggestions: '规则的建议',
    noSuggestion: '规则没有提出建议',
    records: '分级的变化',
    noRecord: '没有变化',
    states: { pending: '待决定', accepted: '已采纳', kept: '保留原分级', overruled: '另定', lapsed: '已失效' },
    origins: { description: '依据数据项的描述', sample: '依据数据抽样', rules: '依据规则的新版本' },
    decisions: { accept: '采纳', keep: '保留原分级', set: '另定分级' },
    confidence: (percent) => `把握 ${percent}%`,
    ruleSet: (name) => `规则 ${name}`,
    rowLabel: (item, grade) => `${item}，建议 ${grade} 级`,
    choose: (item) => `选中「${item}」`,
    acceptChosen: (n) => `采纳选中的 ${n} 项`,
    decided: (n) => `已决定 ${n} 项`,
    saidReason: (by, reason) => `${by}：${reason}`,
    pending: (grade) => `建议 ${grade} 级`,
    of: (item) => `「${item}」的分级依据`,
  },
  overview: {
    title: '数据资源概览',
    lead: '单位、信息系统、目录和数据的数量；点数字查看名单',
    byAgency: '各单位',
    figures: {
      agencies: '公共管理和服务机构',
      systems: '信息系统',
      entries: '目录条目',
      datasets: '数据集',
      rows: '数据行数',
      batches: '归集批次',
      published: '已发布',
      late: '逾期未更新',
    },
    on: (day) => `截至${day}；点数字查看名单`,
  },
  systems: {
    title: '信息系统',
    lead: '各单位登记的信息系统；数据库结构变化的，登记后更新目录',
    none: '还没有登记信息系统',
    noneWhy: '由使用或者管理系统的单位登记。',
    one: '信息系统',
    register: '登记信息系统',
    amend: '变更登记',
    save: '保存登记',
    status: '状态',
    registered: '登记内容',
    entries: '产生的目录条目',
    noEntries: '还没有条目写明来自这个系统',
    schemaChanges: '数据库结构变化',
    noSchemaChanges: '没有登记过变化',
    changeSchema: '登记结构变化',
    changedOn: '变化生效之日',
    description: '变化的内容',
    fields: {
      code: '系统编码',
      name: '系统名称',
      funding: '经费来源',
      department: '主管部门',
      operator: '运维单位',
      protectionLevel: '等级保护级别',
      liveOn: '上线日期',
      databases: '数据库种类',
      project: '来源项目',
    },
    fundings: {
      fiscalNew: '财政资金新建',
      fiscalUpgrade: '财政资金升级改造',
      purchasedService: '财政资金购买服务',
      other: '其他资金',
    },
    statuses: { active: '使用中', closed: '已停用' },
    level: (level) => `${level} 级`,
    task: (entry) => `更新「${entry}」`,
  },
  files: { choose: '选择文件' },
  outline: {
    title: '从数据文件生成数据项',
    drop: '把数据文件拖到这里',
    dropHelp: 'Excel 工作簿或者 CSV；只读取列名、类型和长度，文件不保存',
    found: (items, rows) => `看了 ${rows} 行，得到 ${items} 个数据项，已列在下面，请核对。`,
    codeLike: (names) => `取值很少、可能采用代码集的：${names}。`,
  },
  imports: {
    begin: '导入目录',
    title: '导入目录',
    lead: '上传以后先核对：新增、修改哪些条目，哪里不合规定；确认以后才写入',
    drop: '把目录文件拖到这里',
    dropHelp: '按统一模板填写的 Excel 工作簿（.xlsx）或者 CSV 文件',
    template: '下载模板',
    before: '以前的导入',
    none: '还没有导入过',
    again: '重新上传',
    departingWhy: '目录按统一的模板编制。以下各列与模板不一致，改正后重新上传；没有写入任何内容。',
    nothingToDo: '文件与目录一致，没有需要写入的内容。',
    discard: '放弃这次导入',
    filter: '按结果筛选',
    anyKind: '全部',
    noRows: '没有这样的条目',
    states: {
      reading: '正在读取',
      ready: '待确认',
      departing: '与统一模板不一致',
      failed: '没有读成',
      applied: '已写入',
      discarded: '已放弃',
    },
    kinds: { new: '新增', changed: '修改', unchanged: '不变', refused: '有错误' },
    severities: { error: '错误', warning: '提示' },
    departures: { missing: '缺少', unknown: '模板中没有' },
    notes: {
      macros: '文件中有宏，没有执行',
      externalLinks: '文件中有外部链接，没有读取',
      hiddenSheet: '跳过了隐藏的工作表：',
    },
    progress: (done, total) => `已核对 ${done} 条，共 ${total} 条`,
    outcome: (created, changed, unchanged) => `新增 ${created} 条，修改 ${changed} 条，不变 ${unchanged} 条`,
    skipped: (n) => `跳过 ${n} 条`,
    refusedNote: (n) => `${n} 条有错误，不会写入。可以先写入其余各条，或者改正文件后重新上传。`,
    warnings: (n) => `报审之前还要补齐 ${n} 处`,
    applyAll: (n) => `写入全部 ${n} 条`,
    applyValid: (n) => `只写入没有错误的 ${n} 条`,
    kindCount: (kind, n) => `${kind} ${n}`,
    columnOf: (sheet, column) => `${sheet}「${column}」`,
    line: (n) => `第 ${n} 行`,
    place: (line, column) => `第 ${line} 行${column === '' ? '' : `「${column}」`}：`,
    options: (options) => `（可以填写：${options}）`,
    differences: (n) => `${n} 处不同`,
  },
  entryStates: {
    draft: '草稿',
    submitted: '待审定',
    amending: '修改中',
    approved: '待发布',
    published: '已发布',
    withdrawn: '已撤回',
  },
  diff: {
    same: '内容没有差别',
    order: '数据项的次序有调整',
    was: '原：',
    is: '新：',
    kinds: { added: '新增', removed: '删除', changed: '修改' },
    item: {
      added: (name) => `新增数据项「${name}」`,
      removed: (name) => `删除数据项「${name}」`,
      changed: (name) => `修改数据项「${name}」`,
    },
  },
  versions: {
    title: '版本',
    none: '还没有发布过',
    standing: '现行',
    toCase: '查看事项',
    compare: '比较两个版本',
    from: '从哪个版本',
    to: '到哪个版本',
    number: (n) => `第 ${n} 版`,
    origins: { review: '审定后发布', decision: '依决定变更' },
  },
  revision: {
    title: '正在修订',
    edit: '编写修订稿',
    toCase: '查看更新事项',
    begun: (at, base) => `${at}起在第 ${base} 版的基础上修订。修订稿审定发布以前，现行版本照常使用。`,
  },
  secrecy: {
    unreviewed: '现行版本还没有经过保密审查，不能共享或者开放',
    cleared: '保密审查：可以共享、开放',
    restricted: '保密审查：不得共享、开放',
    begin: '登记保密审查',
    by: (organization, reviewer, at) => `${organization} ${reviewer}，${at}`,
  },
  preparation: {
    missing: '现行版本还没有登记清洗、脱敏等处理记录，不能共享或者开放',
    recorded: '已登记数据处理记录',
    begin: '登记处理记录',
    by: (organization, at) => `${organization}，${at}`,
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
    update: '更新条目',
    retire: '废止条目',
    withdrawn: '这个条目已经撤回，不再使用。',
    successor: '由此条目接替：',
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
    meaning: '含义',
    codeList: '代码集',
    codeListHelp: '标准编号，例如 GB/T 2261.1',
    category: '敏感类别',
    noCategory: '不属于敏感类别',
    categories: {
      residentId: '公民身份号码',
      passport: '护照号码',
      travelPermit: '通行证号码',
      otherDocument: '其他证件号码',
      creditCode: '统一社会信用代码',
      organizationCode: '组织机构代码',
      licence: '许可证照号码',
      mobileNumber: '手机号码',
      landlineNumber: '固定电话',
      bankCard: '银行卡号',
      plateNumber: '车牌号码',
      personName: '姓名',
      address: '地址',
      email: '电子邮箱',
      ipAddress: 'IP 地址',
      macAddress: 'MAC 地址',
      birthDate: '出生日期',
      coordinates: '地理坐标',
      medical: '医疗健康',
      biometric: '生物识别',
      religion: '宗教信仰',
      minor: '未成年人信息',
    },
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
    submitRevision: '修订稿已经保存，请在更新事项中提交审定。',
    takeOver: '取得最新内容，并入我的修改',
    mergedCleanly: '已经取得最新内容，您的修改都在其中。请核对后再保存。',
    mergedBoth: (labels) => `已经取得最新内容，您的修改都在其中。双方都改过的，暂以您的为准，请逐项核对：${labels}`,
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
    title: (entry) => `申请共享：${entry}`,
  },
  grants: {
    lead: '本单位取得的，以及以本单位数据为内容的共享授权',
    none: '还没有共享授权',
    noneWhy: '共享申请经同意后产生授权；授权写明应用、数据项、目的和期限。',
    toAnswer: '待答复、待提供的申请',
    provided: '本单位共享、开放的数据',
    standing: (n) => `有效授权 ${n} 项`,
    received: '本单位取得',
    given: '本单位提供',
    applicant: '使用单位和应用',
    purposes: '使用目的',
    fields: '数据项',
    modes: '获取方式',
    modeNames: { interface: '接口调用', batch: '批量数据' },
    quotaPerDay: '每日额度（行）',
    quotaTotal: '累计额度（行）',
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
  matrix: {
    title: '条款落实一览',
    lead: '每一款规定由平台的什么落实、还缺什么、哪些测试证明；没有落实的同样列出',
    counts: '各法规的落实情况',
    pack: '法规',
    anyPack: '全部法规',
    status: '落实情况',
    anyStatus: '全部情况',
    stage: '环节',
    anyStage: '全部环节',
    clauses: '条款',
    executable: '可执行',
    none: '没有这样的条款',
    noneWhy: '去掉一个筛选条件再看。',
    kept: '平台怎样落实',
    bindings: '由什么落实',
    noBindings: '平台还没有落实这一款',
    missing: '还缺什么',
    acceptance: '验收标准',
    proofs: '证明的测试',
    noProofs: '还没有测试证明这一款',
    toClause: '查看这一款',
    statuses: { proven: '已证明', bound: '已落实', pending: '待建成', unbound: '未落实', declaratory: '宣示' },
    statusHelp: {
      proven: '有测试在运行的平台上证明',
      bound: '已由规则、表单、程序等落实，尚无测试证明',
      pending: '已写入，但所需的功能还没有建成，相应行为会被拒绝',
      unbound: '平台还没有任何落实',
      declaratory: '宣示性条款，不要求平台做什么',
    },
    kinds: {
      pack: '法规本身',
      rule: '规则',
      field: '表单项',
      period: '期限数值',
      procedure: '程序',
      act: '办理步骤',
      clock: '时钟',
      duty: '职责',
      guard: '平台内建',
      term: '用语',
    },
    found: (n) => `${n} 款`,
    waitsFor: (what) => `待建成：${what}`,
  },
  procedures: {
    lead: '本地区现行规定下可以提出的事项；各地规定不同，事项也不同',
    search: '按名称查找',
    others: '其他',
    course: '怎样办理',
    opening: '提出后',
    parties: '各方',
    begin: '提出',
    submit: '提出',
    namedInForm: '由申请表指明的单位',
    setInNotice: '期限由通知载明',
    otherwise: '其他情形',
    or: '或者',
    closed: '不能提出',
    notBuilt: '平台尚未建成，办到这一步会被拒绝',
    pickAnother: '另选对象',
    entryNumber: '目录条目编号',
    entryNumberHelp: '由数据提供单位告知，形如 019a3c1e-…；内部目录不向公众开放检索',
    which: '筛选事项',
    noneMine: '没有您可以提出的事项',
    whose: { all: '全部', mine: '我可以提出的' },
    partyRules: {
      agency: '提出的公共管理和服务机构',
      authority: '提出的主管部门',
      supervisor: '提出的监督机构',
      government: '提出的人民政府',
      contractor: '提出的服务提供方',
      developer: '提出的开发主体',
      person: '提出的自然人、法人或者非法人组织',
      organization: '事项所指的单位',
      'entry.provider': '目录条目的提供单位',
      'grant.applicant': '取得授权的单位',
      'territory.authority': '当地主管部门',
      'territory.superiorAuthority': '上一级主管部门',
      'territory.government': '当地人民政府',
    },
    found: (n) => `共 ${n} 项`,
    none: (sought) => `没有名称含「${sought}」的事项`,
    duties: (n) => `职责 ${n} 项，由主管部门在职责台账中布置`,
    opener: (party, role) => `由${party}的${role}提出`,
    notYou: (account) => `您的账号（${account}）不在其列，不能提出这一事项。`,
    elsewhere: (territory) => `这一对象属于${territory}，依当地规定办理。`,
    owes: (party) => `由${party}办理`,
    actor: (party, role) => `${party} · ${role}`,
    suspends: (period) => `其间「${period}」中止计算`,
    movesOn: (state) => `条件具备时自动进入「${state}」`,
    withForm: (form) => `填写：${form}`,
    basis: (ranks) => `须有依据：${ranks}`,
    when: (conditions) => `${conditions}的`,
    condition: (fact, values) => `${fact}为${values}`,
    isIt: (fact, so) => `${so ? '' : '不'}是${fact}`,
    closedWithOffer: (offer) => `不能提出，可以改为「${offer}」`,
  },
  duties: {
    lead: '各单位依规定应当履行的职责：是否布置、进展和期限',
    view: '排列方式',
    filter: '筛选',
    none: '当地规定没有要求单位设立台账的职责',
    noneWhy: '法规包写明职责后，会按单位列在这里。',
    noneSuch: '没有这样的职责',
    state: '进展',
    due: '期限',
    noDue: '无期限',
    file: '台账',
    toFile: '查看台账',
    gap: '未布置',
    isOverdue: '逾期',
    assign: '布置全部职责',
    views: { duty: '按职责', organization: '按单位' },
    columns: { duty: '职责', organization: '单位' },
    filters: { all: '全部', gap: '未布置', overdue: '逾期' },
    count: (all, gaps, overdue) => `应当履行 ${all} 项：未布置 ${gaps} 项，逾期 ${overdue} 项`,
    lines: (n) => `${n} 项`,
    gaps: (n) => `未布置 ${n}`,
    overdue: (n) => `逾期 ${n}`,
    assigned: (n) => `已布置 ${n} 项`,
  },
  told: {
    title: '通知',
    lead: '期限将满、逾期和重新计算的通知；读过不等于办过',
    none: '没有通知',
    noneWhy: '本单位承办的事项期限将满、逾期，或者因放假安排重新计算时，会通知到这里。',
    markRead: '标为已读',
    read: '已读',
    kinds: { warning: '期限将满', overdue: '逾期', escalated: '下级逾期', redated: '期限变动' },
    bell: (unread) => (unread === '0' ? '通知，没有未读' : `通知，${unread} 条未读`),
    moved: (from, to) => `由${from}改为${to}届满`,
  },
  supervision: {
    lead: '本地区未办结事项的期限；逾期不免除办理义务',
    phase: '期限情况',
    phases: { overdue: '逾期', warning: '将满' },
    none: { overdue: '没有逾期的事项', warning: '没有期限将满的事项' },
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
  subjects: { catalogEntry: '目录条目', dataGrant: '数据授权', organization: '单位', territory: '地区' },
  stages: {
    catalog: '目录',
    classify: '分类分级',
    collect: '收集',
    aggregate: '归集',
    quality: '数据质量',
    share: '共享',
    open: '开放',
    rights: '权益',
    develop: '开发利用',
    use: '使用',
    process: '加工处理',
    transmit: '传输',
    store: '存储',
    emergency: '应急',
    archive: '归档',
    destroy: '销毁',
    outsourcing: '委托服务',
    incident: '安全事件',
    'security-management': '安全管理',
    supervision: '监督',
    platform: '平台',
    general: '总则',
  },
  facts: {
    'entry.shareAttribute': '共享属性',
    'entry.openAttribute': '开放属性',
    'entry.state': '目录状态',
    'grant.status': '授权状态',
    'entry.grade': '数据分级',
    'organization.agency': '公共管理和服务机构',
    'organization.contractor': '服务提供方',
    'organization.developer': '开发主体',
    'territory.level': '地区层级',
  },
  factValues: {
    'level.region': '省级',
    'level.city': '市级',
    'level.county': '县级',
    'shareAttribute.unset': '未填写',
    'openAttribute.unset': '未填写',
    'status.active': '有效',
    'status.suspended': '已中止',
    'status.expired': '已到期',
    'status.revoked': '已终止',
    'state.draft': '草稿',
    'state.submitted': '待审定',
    'state.amending': '修改中',
    'state.approved': '待发布',
    'state.published': '已发布',
    'state.withdrawn': '已撤回',
  },
  roles: {
    steward: '数据管理员',
    approver: '审批负责人',
    securityOfficer: '安全负责人',
    inspector: '检查人员',
    person: '本人',
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
    negativeList: '负面清单',
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
    'openAttribute.unconditional': '无条件开放',
    'openAttribute.conditional': '有条件（受限）开放',
    'openAttribute.none': '不予开放',
  },
  faults: {
    missing: '没有填写',
    wrongType: '格式不符',
    tooManyRows: '行数太多',
    notAnOption: '不在可选范围内',
    unknown: '表单没有这一项',
    excluded: '写明的内容为规定所禁止',
    basisUnknown: '依据不在依据库中',
    basisNotInForce: '依据现在不具有效力',
    basisRank: '依据的层级不够',
    notYet: '是尚未到来的日子',
    outOfRange: '超出可设的范围',
  },
  acts: {
    open: '提出',
    approve: '同意',
    refuse: '拒绝',
    withdraw: '撤回',
    abandon: '放弃',
    accept: '审核通过',
    acceptCorrection: '认可改正',
    acceptRectification: '认可整改',
    acceptService: '数据服务核验通过',
    acknowledge: '签收',
    activate: '签订协议',
    adjust: '年度调整',
    admit: '准予入场',
    agree: '协商一致',
    amend: '修改',
    answer: '答复',
    appeal: '申请复核',
    askSupplement: '通知补正',
    assess: '评估',
    cancel: '取消',
    change: '变更',
    changed: '确认已变更',
    check: '检查',
    clear: '清除数据',
    close: '办结',
    closeWithoutFindings: '未发现问题，办结',
    comment: '提出意见',
    complete: '办理完毕',
    conclude: '处理完毕',
    confirm: '确认',
    connect: '完成对接',
    consent: '同意',
    coordinate: '组织协商',
    correct: '更正',
    decide: '作出决定',
    delete: '删除',
    dismiss: '投诉不属实',
    dispose: '处置',
    end: '终止',
    endResponse: '结束应急响应',
    evaluate: '评估',
    exempt: '依法免除，说明理由',
    expire: '期满',
    feedBack: '反馈',
    finish: '处理完毕',
    flag: '标记风险',
    forward: '转交办理',
    handOver: '移交',
    handle: '依法处理',
    issueOpinion: '提出整改意见',
    load: '归集',
    notAgreed: '协商不成',
    orderStop: '责令中止',
    propose: '提出督查督办建议',
    provide: '提供',
    publish: '公布',
    publishByCyberspace: '网信部门通报',
    publishByPolice: '公安机关通报',
    publishNotice: '发布告知',
    receive: '接收',
    record: '填写履行情况',
    recordComplaint: '登记投诉',
    recordCopy: '登记副本',
    destroy: '确认销毁',
    recordExchange: '登记数据交换',
    recordFindings: '登记发现的问题',
    recordReceipt: '登记回执',
    recordSign: '登记标识',
    refer: '移送',
    refreshed: '确认已更新',
    reject: '不予认可',
    rejectCorrection: '改正不合格',
    rejectRectification: '整改不合格',
    release: '放行',
    remedy: '报告补救情况',
    remove: '移出',
    renew: '更新登记',
    reopen: '重新办理',
    replace: '以新版本代替',
    reply: '答复',
    report: '报告',
    reportCorrection: '报告改正情况',
    reportOwnCorrection: '报告本单位改正情况',
    reportRectification: '报告整改情况',
    request: '提出需求',
    respond: '回应',
    restart: '恢复处理',
    restore: '恢复',
    return: '退回',
    explain: '说明',
    resubmit: '再次提交',
    retire: '撤除',
    returnForAmendment: '退回修改',
    returnForProcessing: '退回处理',
    review: '审查',
    revise: '修订',
    revoke: '撤销',
    sendBack: '退回重办',
    setConditions: '设定条件',
    settle: '协商解决',
    share: '共享',
    sign: '签署',
    signLost: '登记标识缺失',
    start: '启动',
    submit: '提交',
    supervise: '登记监督情况',
    supplement: '补充',
    supply: '提供数据',
    suspend: '中止',
    switchOver: '并入统一通道',
    urge: '督促',
    'project.acceptance.accept': '核验通过',
    'open.withdrawal.accept': '接受处理结果',
    'open.withdrawal.withdraw': '撤回已开放的数据',
    'develop.levelTwo.agree': '签订协议',
    'grant.renewal.approve': '同意延期',
    'grant.renewal.refuse': '不予延期',
    'grant.amendment.approve': '同意变更',
    'grant.amendment.refuse': '不予变更',
    'grant.suspension.reject': '改正不合格',
    'grant.suspension.end': '终止授权',
    'grant.review.askExplanation': '请申请单位说明',
    'grant.review.explain': '说明',
    'grant.review.accept': '符合应用场景',
    'grant.review.acceptByAuthority': '符合应用场景（主管部门）',
    'grant.review.suspend': '中止授权',
    'grant.review.suspendByAuthority': '中止授权（主管部门）',
    'grant.review.restoreByAuthority': '恢复授权（主管部门）',
    'grant.review.end': '终止授权',
    'grant.read': '查看数据授权',
    'grant.usage': '查看使用情况',
    'sharing.own': '查看待答复的申请',
    'sharing.supervise': '查看辖区内的申请',
    'data.return.agree': '同意回流',
    'data.return.refuse': '不予回流',
    'quality.commission.admit': '准予接入',
    'performance.assessment.assess': '考核',
    'storage.location.close': '停用',
    'database.register.close': '停用',
    'platform.registration.close': '关停',
    'data.destruction.complete': '完成销毁',
    'verification.notice.complete': '完成校核',
    'open.request.conclude': '签订协议并开放',
    'open.request.sign': '签署安全承诺书',
    'subject.objection.confirm': '数据无误',
    'subject.objection.forward': '转提供单位校核',
    'shareAttribute.dispute.report': '报请政府决定',
    'shareAttribute.objection.report': '报请政府决定',
    'storage.binding.release': '解除登记',
    'supervision.circular.publish': '印发通报',
    'catalog.review.open': '提交审定',
    'catalog.review.approve': '审定通过',
    'catalog.review.publish': '发布',
    'catalog.review.returnForAmendment': '退回修改',
    'catalog.review.resubmit': '再次提交',
    'catalog.review.withdraw': '撤回',
    'catalog.change.open': '提出目录更新',
    'catalog.change.reopen': '开始修订',
    'catalog.change.submit': '提交审定',
    'catalog.change.approve': '审定通过',
    'catalog.change.resubmit': '再次提交',
    'secrecy.review.open': '提出保密审查',
    'secrecy.review.conclude': '登记审查结论',
    'data.preparation.open': '登记处理记录',
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
    'application.addKey': '登记应用的新密钥',
    'application.revokeKey': '吊销应用的密钥',
    'application.demandSignatures': '要求应用对每次调用签名',
    'application.liftSignatures': '不再要求应用签名',
    'organization.register': '登记单位',
    'audit.read': '查阅存证',
    'catalogEntry.draft': '编制目录条目',
    'catalogEntry.amend': '修改目录条目',
    'catalogEntry.read': '查阅目录条目',
    'catalogEntry.import': '导入目录',
    'catalogImport.prepare': '上传目录文件',
    'catalogImport.read': '查看目录导入',
    'catalogImport.discard': '放弃目录导入',
    'catalog.outline': '从数据文件生成数据项',
    'grading.read': '查看分级依据',
    'grading.list': '查看分级建议',
    'grading.decide': '决定分级',
    'gradingRules.read': '查看分级规则',
    'gradingRules.enter': '录入分级规则',
    'informationSystem.register': '登记信息系统',
    'informationSystem.amend': '变更信息系统登记',
    'informationSystem.close': '登记信息系统停用',
    'informationSystem.changeSchema': '登记数据库结构变化',
    'informationSystem.list': '查看信息系统',
    'informationSystem.read': '查看信息系统',
    'statistic.read': '查看数据资源概览',
    'dataset.aggregate': '归集数据',
    'upload.begin': '开始上传',
    'upload.cancel': '取消上传',
    'upload.repeat': '重做上传',
    'upload.read': '查看上传',
    'quarantine.read': '查看隔离行',
    'dataset.preview': '预览数据',
    'dataset.inspect': '查看数据集',
    'data.lookup': '查询数据',
    'data.export': '批量导出数据',
    'export.read': '查看批量导出',
    'export.discard': '删除批量导出',
    'trace.run': '比对外泄文件',
    'maintenance.announce': '公告网关维护',
    'maintenance.end': '结束网关维护',
    'data.verify': '核实、比对数据',
    'verification.list': '查看核实许可',
    'operation.list': '查看第二人同意',
    'operation.askApproval': '申请第二人同意',
    'operation.approve': '作为第二人同意',
    'operation.watch': '查看敏感操作清单',
    'operation.review': '逐日查看敏感操作',
    'data.query': '按条件查询数据',
    'data.changes': '读取数据变化',
    'token.issue': '换取令牌',
    'case.act': '办理事项',
    'case.read': '查阅事项',
    'case.list': '查阅事项清单',
    'case.open': '提出事项',
    'correction.prepare': '准备更正内容',
    'correction.list': '查看更正',
    'correction.look': '查看待更正的数据值',
    'value.history': '查看数据值的历史版本',
    'value.overwrite': '改写、删除数据值',
    'announcement.list': '查看更正通告',
    'announcement.acknowledge': '确认更正通告',
    'qualityRules.enter': '制定质量规则',
    'quality.run': '检查数据质量',
    'quality.read': '查看数据质量',
    'quality.own': '查看本单位的数据质量任务',
    'quality.supervise': '查看辖区的数据质量',
    'recovery.plan': '登记备份方案',
    'recovery.backup': '登记备份',
    'recovery.test': '登记恢复演练',
    'recovery.read': '查看备份和恢复记录',
    'recovery.supervise': '查看辖区的备份和恢复记录',
    'update.list': '查看本单位数据的更新期限',
    'update.supervise': '查看辖区数据的更新期限',
    'duty.read': '查阅职责台账',
    'duty.assign': '布置职责',
    'notification.list': '查看通知',
    'notification.read': '标为已读',
    'supervision.clocks': '查看逾期和临期事项',
    'calendar.enterNotice': '录入放假通知',
    'instrument.enter': '登记依据文件',
    'instrument.repeal': '登记依据文件的废止',
    'policyValue.set': '设定政策期限',
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
