// What headings of government tables say, as it ends them: the head of a Chinese compound stands last, so the longest
// term that ends a heading decides (法定代表人身份证号 is a number, 身份证签发机关 an office, IP地址 no address).
import type { DetectorCategory } from './category.ts'

/** What a heading says about its column. */
export interface HeaderTerm {
  /** Categories that it names; none when it names something that no detector looks for. */
  readonly names: readonly DetectorCategory[]
  /** Ends of headings in Chinese, normalised; split at white space. */
  readonly zh: string
  /** Words or initials in Latin letters; a heading of several words ends with one of them. */
  readonly latin?: string
}

const documents = ['residentId', 'passport', 'travelPermit', 'otherDocument'] as const

export const headerTerms: readonly HeaderTerm[] = [
  {
    names: ['residentId'],
    zh: '身份证 身份证号 身份证号码 身份证件号 身份证件号码 公民身份号码 公民身份证号码 居民身份证 居民身份证号 居民身份证号码 身份号码 身份证编号 身份证明号码 公民身份号 社会保障号码 社保号码 个人识别号 身份证号后六位',
    latin:
      'sfzh sfzhm sfz gmsfhm gmsfh sfzjhm gmsfzhm shbzhm idcard idno idnumber idcardno cardid residentid identityno identitynumber citizenid idcardnumber shenfenzheng shenfenzhenghao',
  },
  {
    names: documents,
    zh: '证件号 证件号码 证件编号 有效证件号码 身份证件 证件 证件代码 证照号码 身份证或护照号 证号',
    latin: 'zjhm zjh sfzjhm certno certnumber certificateno idcode documentno zjbh yxzjhm',
  },
  {
    names: ['passport'],
    zh: '护照 护照号 护照号码 护照编号 护照证号 因私护照号 因公护照号码',
    latin: 'passport passportno passportnumber hzh hzhm huzhao hzhaohm',
  },
  {
    names: ['travelPermit'],
    zh: '通行证 通行证号 通行证号码 港澳通行证 港澳通行证号码 回乡证 回乡证号 回乡证号码 台胞证 台胞证号 台胞证号码 往来港澳通行证号 来往内地通行证号码',
    latin: 'txzh txzhm gatxzh tbzh tbzhm hxzh travelpermit permitno twpermit gattxzhm',
  },
  {
    names: ['otherDocument'],
    zh: '军官证 军官证号 军官证号码 士兵证 士兵证号 户口簿号 户口本号 户口簿编号 警官证号 文职干部证号 出生医学证明 出生医学证明编号 出生证编号 出生证号 永久居留证号 永久居留身份证号码 外国人居留证号 军人证件号 退役军人优待证号 军官证编号 军人证号 残疾军人证号',
    latin: 'jgzh jgzhm sbzh hkbh hkbbh csyxzmbh cszh yjjlzh militaryid officerid',
  },
  {
    names: ['creditCode'],
    zh: '统一社会信用代码 社会信用代码 信用代码 统一代码 统一信用代码 统一社会信用代码证号 社会统一信用代码 统一信用码 统一社会信用码 纳税人识别号 税号 单位代码证号 信用机构代码',
    latin: 'tyshxydm tydm shxydm tyxydm xydm uscc creditcode usci uscicode unifiedcreditcode nsrsbh taxno taxid',
  },
  {
    names: ['organizationCode'],
    zh: '组织机构代码 组织机构代码证号 机构代码 组织机构代码号 组织机构编码 法人代码 机构代码证号 组织代码',
    latin: 'zzjgdm jgdm zzjgdmz orgcode organizationcode',
  },
  {
    names: ['licence'],
    zh: '营业执照号 营业执照注册号 营业执照编号 工商注册号 注册号 许可证号 许可证编号 许可证号码 经营许可证号 食品经营许可证编号 生产许可证编号 执照号 执照编号 驾驶证号 驾驶证编号 驾驶证档案编号 驾照号 档案编号 资格证号 资格证书编号 执业证号 执业证书编号 从业资格证号 卫生许可证号 排污许可证编号 不动产权证号 残疾证号 结婚证字号 结婚证号 工商登记号 运输证号 道路运输证号 登记证号 执业许可证号 证照编号 证书编号 证书号 教师资格证号码 许可证件编号 证字号',
    latin:
      'yyzzh zch gszch xkzh xkzbh jszh jszbh dabh jsdabh licenseno licenceno license licence licensenumber regno registrationno zsbh zgzh zyzh spjyxkzh zzbh',
  },
  {
    names: ['mobileNumber'],
    zh: '手机 手机号 手机号码 移动电话 移动电话号码 手机电话 联系手机 手机联系方式 绑定手机 预留手机号 本人手机 手机1 手机2 联系人手机 短信号码',
    latin:
      'sjh sjhm shouji shoujihao mobile mobileno mobilephone mobilenumber cellphone cell yddh yddhhm lxsj lxrsj sj phonemobile',
  },
  {
    names: ['mobileNumber', 'landlineNumber'],
    zh: '电话 电话号码 联系电话 联系方式 联系号码 咨询电话 投诉电话 服务电话 监督电话 联络电话 电话1 电话2 联系人电话 家长电话 紧急联系电话 电话联系方式 来电号码 主叫号码 被叫号码 报警电话 通讯方式 联络方式',
    latin:
      'lxdh dh dhhm lxfs phone phoneno phonenumber tel telephone telno telnumber contact contactphone contactnumber lxdhhm lxrdh dianhua jtdh callerno',
  },
  {
    names: ['landlineNumber'],
    zh: '固定电话 固定电话号码 座机 座机号 座机号码 固话 办公电话 办公室电话 单位电话 家庭电话 住宅电话 传真 传真号 传真号码 值班电话 热线电话',
    latin:
      'gddh gddhhm zj zjdh bgdh dwdh zzdh landline fixedphone fax faxno cz officephone officetel homephone worktel guhua',
  },
  {
    names: ['bankCard'],
    zh: '银行卡号 银行卡 银行卡号码 银行账号 银行帐号 行账号 行帐号 卡账号 户账号 户帐号 银行账户 开户账号 开户帐号 收款账号 收款人账号 卡号 借记卡号 信用卡号 工资卡号 社保卡银行账号 发放账号 补贴账号 付款账号 一卡通账号 惠农卡号 存折账号 银行卡账号 打卡账号 银行账户号',
    latin:
      'yhkh yhk yhzh khzh skzh bankcard bankcardno cardno bankaccount bankno accountno bankcardnumber kh skrzh yhkhm gzkh bankaccountno',
  },
  {
    names: ['plateNumber'],
    zh: '车牌 车牌号 车牌号码 号牌号码 机动车号牌 机动车号牌号码 车辆号牌 车号 车辆牌照 牌照号 牌照号码 号牌 车辆牌号 车牌照号 机动车牌号 车辆号牌号码 车辆号码',
    latin:
      'cph cphm hphm hp clhp plateno plate platenumber licenseplate carno vehicleno carplate cphao chepai chepaihao jdchphm carnumber',
  },
  {
    names: ['personName'],
    zh: '姓名 名字 法定代表人 法人代表 法人 法人姓名 负责人 联系人 经办人 户主 申请人 姓名全称 承办人 当事人 投诉人 举报人 持证人 权利人 受益人 经营者 配偶 患者 参保人 监护人 业主 纳税人姓名 驾驶人 驾驶员 作者 审核人 审批人 操作人 创建人 填报人 填表人 承租人 出租人 房主 委托人 代理人 被保险人 投保人 收款人 付款人 死者 家长 父亲 母亲 学生 儿童 幼儿 新生儿 教师 医生 医师 主治医师 曾用名 亲属 紧急联系人 户名 中文名 真实姓名 称呼 责任人 司机 车主 所有人 检查人员 执法人员 工作人员 村民 居民 网格员 党员 低保对象 残疾人 老人 实际控制人 股东 从业人员 办理人 来访人 信访人 录入人 报案人 嫌疑人 犯罪嫌疑人 受害人 证人',
    latin:
      'xm xingming xmmc name fullname realname truename username personname contactname lxr lxrxm jbr fddbr frdb frxm fzr fddbrxm sqr sqrxm hz hzxm czrxm jsrxm xsxm jhr jhrxm cym owner ownername patientname studentname teachername applicant applicantname handler linkman principal legalperson brxm frmc_xm jzxm nsrxm',
  },
  {
    names: ['address'],
    zh: '地址 住址 家庭住址 家庭地址 住所 住所地 户籍地址 户籍所在地 户口所在地 现住址 居住地 居住地址 通讯地址 通信地址 联系地址 注册地址 经营地址 经营场所 办公地址 单位地址 详细地址 收货地址 房屋坐落 坐落 房屋地址 常住地址 注册地 门牌地址 生产地址 事发地点 案发地点 地点 位置 标准地址 企业地址 小区地址 经营地点 场所地址 户籍地 所在地址 房产坐落 暂住地址 送达地址',
    latin:
      'dz jtdz jtzz zz xzz xzdz hjdz hkszd txdz lxdz zcdz jydz bgdz dwdz xxdz zs zsd addr address homeaddress regaddress companyaddress streetaddress czdz jzdz jzd fwzl zl dizhi sfdd szdz location residence mailingaddress',
  },
  {
    names: ['email'],
    zh: '邮箱 电子邮箱 电子邮件 邮箱地址 电子邮箱地址 电子邮件地址 邮件地址 联系邮箱 企业邮箱 email e-mail 电邮',
    latin: 'email mail yx dzyx dzyj dzyxdz emailaddress mailbox emailaddr youxiang mailaddress',
  },
  {
    names: ['ipAddress'],
    zh: 'ip地址 ip 登录ip 客户端ip 访问ip 源地址 目的地址 源ip 目的ip 服务器地址 服务器ip 终端ip 登录地址 ipv4地址 ipv6地址 操作ip 来源ip',
    latin:
      'ip ipaddr ipaddress ipdz loginip clientip srcip dstip remoteaddr serverip hostip ipv4 ipv6 sourceip remoteip',
  },
  {
    names: ['macAddress'],
    zh: 'mac地址 mac 物理地址 网卡地址 设备mac 终端mac 网卡mac 硬件地址 mac码',
    latin: 'mac macaddr macaddress macdz devicemac wifimac hwaddr wlanmac',
  },
  {
    names: ['birthDate'],
    zh: '出生日期 生日 出生年月 出生年月日 出生时间 出生日 诞生日期 婴儿出生日期',
    latin: 'csrq csny cssj csnyr birthday birthdate dateofbirth dob birth birthdt shengri chushengriqi birthdaydate',
  },
  {
    names: ['coordinates'],
    zh: '经度 纬度 经纬度 坐标 地理坐标 gps坐标 x坐标 y坐标 东经 北纬 位置坐标 经度坐标 纬度坐标 gps 空间坐标 地图坐标 中心点坐标 经度值 纬度值',
    latin:
      'jd wd jwd zb lng lon lat longitude latitude coord coordinate coordinates gps lnglat latlng zbx zby jingdu weidu point geom geometry xzb yzb location_point',
  },
  {
    names: ['medical'],
    zh: '诊断 诊断结果 疾病 疾病名称 病名 病史 既往病史 主诉 现病史 症状 病情 病因 诊断名称 临床诊断 出院诊断 入院诊断 病种 慢病类型 用药 药品名称 处方 检验结果 检查结果 体检结果 过敏史 手术名称 手术 血型 残疾类别 残疾等级 残疾类型 健康状况 疾病编码 疾病代码 icd编码 诊断编码 病历号 住院号 就诊号 病案号 门诊号 传染病名称 病历 医嘱 接种疫苗 疫苗名称 死因 死亡原因 体检结论 孕产史 用药名称 身体状况 疾病诊断 特殊病种',
    latin:
      'zdjg zd jbmc bmc jb icd icd10 icdcode diagnosis disease diseasename ywmc yp ypmc cyzd ryzd lczd xx_bloodtype bloodtype medicalhistory symptom prescription surgery allergy allergies cjlb cjdj jbzd jbbm jwbs medication drugname zdmc medicalrecord hospitalno',
  },
  {
    names: ['biometric'],
    zh: '指纹 指纹特征 指纹模板 人脸 人脸特征 人脸图像 人脸照片 人脸特征值 虹膜 虹膜特征 声纹 声纹特征 掌纹 步态 dna 基因 基因序列 基因型 人像 指纹信息 人脸信息 生物特征 生物识别特征 人脸数据 面部特征 静脉特征 人脸模板 dna分型',
    latin:
      'zw zwtz rl rltz rlzp rltx hm hmtz sw face faceimage facefeature faceid fingerprint finger iris voiceprint dna biometric facetoken faceimg palmprint facevector fingerprinttemplate renlian zhiwen',
  },
  {
    names: ['religion'],
    zh: '宗教 宗教信仰 信仰 宗教信仰情况 信教情况 信仰宗教 宗教类别 所属宗教 宗教信仰类别 宗教派别',
    latin: 'zjxy religion religiousbelief xyzj xjqk zongjiao faith religious',
  },
  {
    names: ['minor'],
    zh: '学籍号 学籍号码 学籍编号 全国学籍号 儿童编号 学生学籍号 困境儿童类型 留守儿童类型 儿童类别 监护人关系 监护情况 儿童类型 孤儿类别 未成年人类型 就读班级 就读学校 班级名称 幼儿园班级',
    latin: 'xjh xjhm studentno xsxjh qgxjh',
  },
  // Known to be something else. Without these a heading says nothing and the values alone decide.
  {
    names: [],
    zh:
      '单号 订单号 订单编号 流水号 交易流水号 序号 编号 编码 代码 批次 批号 批次号 型号 规格 序列号 条码 条形码 二维码 工号 学号 考号 准考证号 座位号 户号 表号 电表号 水表号 燃气表号 案号 文号 发文字号 受理号 受理编号 办件编号 事项编码 合同号 合同编号 发票号 发票号码 发票代码 凭证号 设备号 设备编号 设备编码 房号 门牌号 楼栋号 邮编 邮政编码 区号 区划代码 行政区划代码 行政区划 地区代码 机构编号 部门编码 资产编号 资产编码 项目编号 项目代码 商品编码 物料编码 工单号 快递单号 运单号 主键 标识 唯一标识 id 外键 账号 用户名 登录名 密码 口令 版本 版本号 软件版本 哈希 摘要 校验值 指标代码 图斑编号 地块编号 宗地代码 不动产单元号 imei imei号 isbn 书号 车架号 发动机号 识别代码 车辆识别代号 端口 网址 链接 域名 栏目 备案号 票号 卡片编号 ' +
      '金额 价格 单价 总价 合计 小计 数量 面积 重量 长度 宽度 高度 深度 体积 温度 湿度 压力 浓度 流量 电压 电流 功率 速度 里程 比例 比率 百分比 增长率 分数 成绩 得分 人数 户数 次数 天数 年限 年龄 工资 收入 支出 余额 税额 税率 费用 注册资本 投资额 产值 产量 单位 计量单位 指标值 数值 值 系数 权重 ' +
      '日期 时间 年份 年度 月份 季度 有效期 截止日期 成立日期 登记日期 发证日期 签发日期 有效期限 起始日期 结束日期 创建时间 更新时间 修改时间 办理时间 申请时间 受理时间 注册日期 入学日期 入学时间 参加工作时间 入党时间 入职日期 死亡日期 就诊日期 入院日期 出院日期 检查日期 缴费日期 交易时间 上牌日期 初次领证日期 开工日期 竣工日期 生产日期 发布日期 采样时间 监测时间 ' +
      '名称 单位名称 企业名称 公司名称 机构名称 产品名称 商品名称 项目名称 部门 部门名称 单位 所属单位 科室 岗位 职务 职称 职业 学校 学校名称 学历 专业 学位 民族 性别 婚姻状况 政治面貌 籍贯 国籍 国家 省份 省 城市 市 区县 区 县 街道 乡镇 街道名称 社区 村 村居 村名 社区名称 小区 小区名称 道路 道路名称 路名 类型 类别 种类 分类 等级 级别 状态 方式 性质 原因 结果 意见 备注 说明 描述 内容 标题 主题 摘要 简介 经营范围 企业类型 行业 品牌 颜色 材质 车辆类型 车型 证件类型 签发机关 发证机关 登记机关 管理机关 受理机关 银行 开户行 开户银行 网点 站点 站名 线路 景点 景区 医院 药房 门店 店名 商户 品种 作物 树种 水库 河流 事项名称 事件 事由 文件名 附件 图片 照片 班级 年级 课程 书名 刊名 菜名 食品名称 设备名称 物品名称 指标 指标名称 关键词 标签 是否 内容 数据 项目 手机品牌 手机型号 网格 网格名称 片区 功能区 服务 语言',
    latin:
      'orderno orderid serialno serial seq seqno sn xh lsh bh bm dm code id uuid guid key hash md5 sha256 token version ver batch batchno pch model amount price qty quantity num count total sum area weight length height width depth temperature humidity pressure score rate ratio percent value val je dj sl mj zl_weight time date datetime timestamp createtime updatetime createdat updatedat year month quarter rq sj_time nd yf type category status state flag remark bz note description title content memo url link domain port unit dept department company org school hospital product productname goods item itemname brand color colour mc dwmc qymc gsmc xmmc_project bmmc jgmc spmc cpmc zip zipcode postcode yb yzbm age gender sex xb mz nation nationality education imei isbn vin trackingno invoice invoiceno contractno password pwd account loginname userid devicesn deviceid clrq djrq fzrq rxsj cjsj gxsj tjsj slsj blsj startdate enddate regdate issuedate',
  },
]

/** Headings that would fit nearly any column; among those that name something else they weigh less. */
export const vagueHeadings =
  '编号 编码 代码 标识 名称 类型 类别 内容 数据 备注 说明 描述 值 数值 参数 属性 项目 序号 code id bh bm dm mc bz type value val data content remark note desc description'
