import type { DetectorCategory } from './category.ts'

/** The categories in the words of the people who look after catalogs. */
export const categoryNamesZhCN: Readonly<Record<DetectorCategory, string>> = {
  residentId: '公民身份号码',
  passport: '护照号码',
  travelPermit: '往来通行证号码',
  otherDocument: '其他身份证件号码',
  creditCode: '统一社会信用代码',
  organizationCode: '组织机构代码',
  licence: '证照编号',
  mobileNumber: '手机号码',
  landlineNumber: '固定电话号码',
  bankCard: '银行卡号',
  plateNumber: '机动车号牌',
  personName: '个人姓名',
  address: '地址',
  email: '电子邮箱',
  ipAddress: 'IP 地址',
  macAddress: 'MAC 地址',
  birthDate: '出生日期',
  coordinates: '地理坐标',
  medical: '医疗健康信息',
  biometric: '生物识别信息',
  religion: '宗教信仰',
  minor: '未成年人信息',
}
