// Words and numbers from which labelled columns are put together. Written for this purpose and shared with no detector.

export const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

/** County-level codes of several provinces (GB/T 2260). */
export const countyCodes = words(
  '330212 330205 330281 640302 640323 110105 310115 320583 440106 510107 420102 370203 610113 530102 650102 150102 230103 350203 410105 520103',
)

export const roads = words(
  '中山东路 人民南路 解放路 建设大道 环城西路 学府路 科技一路 滨江大道 朝阳街 文化巷 和平里 育才弄 工业大道 开元大街 富平街 金积大道 鄞县大道 百丈东路 世纪大道 黄河路',
)
export const towns = words(
  '金积镇 首南街道 古城镇 胜利街道 西周镇 高闸镇 上滩乡 郭家桥乡 邱隘镇 下应街道 板桥乡 洞桥镇',
)
export const villagesStock = words(
  '静港村 王家庄村 新华桥村 黄河村 沙坝村 李家滩村 东风社区 天宫社区 惠民社区 马莲渠村',
)
export const estates = words('锦绣花园 阳光新城 翡翠公寓 东方家园 银河湾小区 书香苑 水岸名都 盛世嘉园')
export const cities = [
  ['浙江省', '宁波市', '鄞州区'],
  ['浙江省', '宁波市', '海曙区'],
  ['宁夏回族自治区', '吴忠市', '利通区'],
  ['宁夏回族自治区', '吴忠市', '盐池县'],
  ['浙江省', '余姚市', ''],
  ['江苏省', '苏州市', '姑苏区'],
] as const

export const diagnoses = words(
  '原发性高血压 2型糖尿病 冠状动脉粥样硬化性心脏病 急性上呼吸道感染 慢性胃炎 腰椎间盘突出症 脑梗死 肺部感染 甲状腺结节 胆囊结石 股骨颈骨折 慢性支气管炎 乳腺癌 子宫肌瘤 过敏性鼻炎 急性阑尾炎 白内障 抑郁症 类风湿性关节炎 慢性肾功能不全 肺结核 带状疱疹 痛风 前列腺增生 缺铁性贫血 手足口病 精神分裂症 帕金森病',
)
export const medicines = words(
  '阿莫西林胶囊 二甲双胍缓释片 苯磺酸氨氯地平片 阿托伐他汀钙片 头孢克肟颗粒 胰岛素注射液 奥美拉唑肠溶胶囊 氯沙坦钾片',
)
export const disabilities = words(
  '肢体残疾二级 视力残疾一级 听力残疾三级 智力残疾四级 精神残疾二级 言语残疾三级 多重残疾一级',
)
export const beliefs = words('佛教 道教 伊斯兰教 天主教 基督教 无宗教信仰')

export const tradeNames = words(
  '恒瑞 华宏 盛鼎 嘉鸿 泰润 德诚 博创 凯达 万通 天源 启航 欣兴 永安 甬江 明达 百川 方正 金桥',
)
export const trades = words('贸易 建材 机械 餐饮 科技 物流 食品 服饰 装饰 汽车销售 农业发展 文化传媒 医疗器械 教育咨询')
export const products = words(
  '不锈钢水杯 高钙牛奶 马铃薯淀粉 白砂糖 黄豆酱油 电动自行车 石膏板 金属软管 安全帽 温度计 方便面 石英表 毛绒玩具 童装 钢筋 水泥 柴油 苹果 白菜 枸杞 牛肉干 羊绒衫 空调 冰箱 路由器 打印纸 口罩 消毒液 花生油 平板电脑 办公桌 云计算服务 高压水枪 江米条 夏凉被 毛巾 米粉 鱼油 石榴 葛根粉',
)
export const jobs = words(
  '科员 主任 副主任 会计 工程师 教师 护士 保安 司机 经理 项目负责人 技术员 窗口人员 辅警 厨师 调解员',
)
export const ethnicities = words('汉族 回族 蒙古族 满族 维吾尔族 藏族 壮族 土家族 畲族 苗族')
export const departments = words(
  '公安局 民政局 教育局 卫生健康局 市场监督管理局 自然资源局 住房和城乡建设局 农业农村局 交通运输局 税务局 文化和旅游局',
)
export const schools = words(
  '实验小学 第三中学 职业技术学校 开元小学 江东中心幼儿园 回民中学 宁波外国语学校 育才学校 城关第一小学',
)
export const matters = words(
  '低保申请 户口迁移 营业执照办理 食品经营许可 建设工程规划许可 残疾人证办理 医保报销 公租房申请 居住证签注 不动产登记 老年优待证办理',
)
export const statuses = words('正常 注销 吊销 迁出 已办结 办理中 待审核 已退回 在业 停业')
export const colours = words('红色 黄色 白色 蓝色 黑色 银灰色 绿色')
export const crops = words('水稻 小麦 玉米 马铃薯 枸杞 葡萄 黄花菜 油菜 苜蓿 高粱')
export const rivers = words('黄河 清水河 苦水河 甬江 姚江 奉化江 南湖 东钱湖 白云水库 金银滩')
export const sentences = words(
  '该路段路灯损坏多日，请有关部门尽快维修。 申请人材料齐全，予以受理。 经核查，现场未发现违法行为。 井盖松动，存在安全隐患，已通知养护单位处理。 企业按要求完成整改，同意验收。 建议增加公交班次，方便居民出行。 小区东门口垃圾清运不及时，反映后已处理。 年度检查合格。 因系统升级，办理时间顺延两个工作日。 项目资金已拨付到位，绩效目标基本完成。 群众咨询医保报销比例，已答复。 现场检查发现消防通道被占用，责令改正。',
)
export const titles = words(
  '关于印发公共数据管理办法的通知 2025年政府工作报告 城市绿地系统规划 河道水质监测月报 困难群众救助资金公示 学校食堂检查结果通报 房屋征收补偿方案 道路交通事故统计 医疗机构校验公告 宗教活动场所安全检查通知 指纹考勤机采购公告 儿童公园改造项目 糖尿病防治宣传周活动',
)
export const places = words(
  '北仑区 江北区 鄞州区 红寺堡区 同心县 余姚市 白云街道 黄山村 金积镇 高桥社区 石碶街道 马兴村 宋家洼 南门社区 方家桥村 钱湖镇',
)
export const garbage = words('待核实 见附件 同上 ???? 待补充 不清楚 xxx 已登记 未提供 空号')

// Short words that begin as names do.
export const plants = words(
  '白玉兰 金桂 石楠 柳杉 马尾松 黄杨 杜仲 樟树 红枫 梅花 石榴树 杨树 柏木 紫薇 国槐 白蜡 云杉 江南槐',
)
export const dishes = words(
  '黄焖鸡 白切鸡 红烧肉 康师傅 麻婆豆腐 鱼香肉丝 羊杂碎 汤圆 石锅鱼 葱油饼 年糕 江团 黄鱼面 白灼虾 金枪鱼 元宝虾 方糕 温拌面',
)
export const brands = words(
  '华为 康佳 美的 海尔 安踏 李宁 方太 金龙鱼 农夫山泉 王老吉 张裕 郎酒 蒙牛 伊利 汤臣倍健 白象 双汇 立白 雷士 梅林',
)
export const shortPlaces = words(
  '王洼 马家滩 石碶 姜山 云龙 东吴 邱隘 云洲 姚江 高沙窝 韦州 下马关 石沟 张政 田老庄 孙家滩 金银滩 郭桥 梅山 白峰 柴桥 宁东 古林 高桥 洪塘 庄市',
)
export const subjects = words('语文 数学 英语 物理 化学 生物 历史 地理 音乐 美术 体育 信息科技 劳动 道德与法治')
export const checks = words(
  '安全出口 应急照明 消防通道 温度控制 原料验收 冷链运输 人员健康 标签标识 卫生状况 设备运行 台账记录 明厨亮灶 晨检制度 方案备案 成品留样',
)
export const idioms = words(
  '平安建设 乐业安居 高效办成 康养结合 文明实践 安居工程 明珠计划 阳光行动 温暖过冬 强基工程 关爱行动 万村整治 金秋助学 白衣天使 和美乡村',
)
export const surveyed = words('满意 基本满意 不满意 一般 非常满意 高 中 低 强 弱 良好 严重 普通 合格 优秀')
