import type { IdentifierIssueText } from './identifier-issue.ts'

export const identifierIssuesZhCN: IdentifierIssueText = {
  RESIDENT_ID_EMPTY: () => '未填写公民身份号码',
  RESIDENT_ID_OLD_FORM: () => '这是 15 位的旧号码，2013 年起已停止使用；请填写 18 位公民身份号码',
  RESIDENT_ID_SPREADSHEET_NUMBER: () => '号码被电子表格转成了科学计数，末尾几位已经丢失；请把该列设为文本后重新导出',
  RESIDENT_ID_LENGTH: (i) => `公民身份号码应为 18 位，现为 ${i.length} 位；请核对是否漏录或多录`,
  RESIDENT_ID_CHARACTER: (i) => `公民身份号码第 ${i.position} 位的字符不应出现在这里；前 17 位应为数字，末位为数字或 X`,
  RESIDENT_ID_FOREIGN_RESIDENT: () => '9 开头的是外国人永久居留身份证号码，不是公民身份号码；请填入相应的证件字段',
  RESIDENT_ID_DIVISION_UNKNOWN: () => '公民身份号码前两位不是省级行政区划代码；请核对前六位',
  RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE: () => '公民身份号码第 7 至 14 位不是真实的出生日期；请核对这八位',
  RESIDENT_ID_BIRTH_DATE_IN_FUTURE: (i) => `公民身份号码中的出生日期晚于 ${i.asOf}；请核对第 7 至 14 位`,
  RESIDENT_ID_CHECK_CHARACTER: () => '公民身份号码与其校验码不符，至少有一位录错；请对照证件核对',
  CREDIT_CODE_EMPTY: () => '未填写统一社会信用代码',
  CREDIT_CODE_OLD_FORM: (i) =>
    i.length === 9
      ? '这是 9 位的组织机构代码，已由统一社会信用代码取代；请填写 18 位代码'
      : '这是 15 位的旧注册号或税号，已由统一社会信用代码取代；请填写 18 位代码',
  CREDIT_CODE_SPREADSHEET_NUMBER: () => '代码被电子表格转成了科学计数，末尾几位已经丢失；请把该列设为文本后重新导出',
  CREDIT_CODE_LENGTH: (i) => `统一社会信用代码应为 18 位，现为 ${i.length} 位；请核对是否漏录或多录`,
  CREDIT_CODE_CHARACTER: (i) =>
    `统一社会信用代码第 ${i.position} 位的字符不应出现在这里；代码不使用字母 I、O、Z、S、V，第 3 至 8 位为数字，第 17 位为数字或 X`,
  CREDIT_CODE_DIVISION_UNKNOWN: () => '统一社会信用代码第 3、4 位不是省级行政区划代码；请核对第 3 至 8 位',
  CREDIT_CODE_CHECK_CHARACTER: () => '统一社会信用代码与其校验码不符，至少有一位录错；请对照证照核对',
  CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER: () =>
    '统一社会信用代码中的主体标识码（第 9 至 17 位）与其自身校验码不符；请对照证照核对',
  MOBILE_EMPTY: () => '未填写手机号码',
  MOBILE_LENGTH: (i) => `手机号码应为 11 位，现为 ${i.length} 位；请勿加国家代码、空格或横线`,
  MOBILE_CHARACTER: (i) => `手机号码第 ${i.position} 位不是数字`,
  MOBILE_PREFIX: () => '手机号码应以 13 至 19 开头；固定电话请填入相应字段',
}
