import { describe, expect, test } from 'vitest'
import type { DetectorCategory } from './category.ts'
import { headerTerms, vagueHeadings } from './header-terms.ts'
import { readHeader } from './header.ts'

const documents = ['residentId', 'passport', 'travelPermit', 'otherDocument'] as const

describe('headings', () => {
  test.each<[string, readonly DetectorCategory[]]>([
    ['身份证号', ['residentId']],
    ['法定代表人身份证号码', ['residentId']],
    ['户主的身份证号（18位）', ['residentId']],
    ['1.公民身份号码*', ['residentId']],
    ['身份证号2', ['residentId']],
    ['FR_SFZH', ['residentId']],
    ['jbrsfzh', ['residentId']],
    ['idCardNo', ['residentId']],
    ['有效证件号码', documents],
    ['ＺＪＨＭ', documents],
    ['统一社会信用代码', ['creditCode']],
    ['tyshxydm', ['creditCode']],
    ['联系人（手机号）', ['personName']],
    ['企业信息（手机号）', ['mobileNumber']],
    ['紧急联系人联系电话', ['mobileNumber', 'landlineNumber']],
    ['contactPhone', ['mobileNumber', 'landlineNumber']],
    ['姓 名', ['personName']],
    ['XM', ['personName']],
    ['name', ['personName']],
    ['IP地址', ['ipAddress']],
    ['设备MAC地址', ['macAddress']],
    ['邮箱地址', ['email']],
    ['户籍地址', ['address']],
    ['出生日期', ['birthDate']],
    ['birth_date', ['birthDate']],
    ['银行账号', ['bankCard']],
    ['车牌号', ['plateNumber']],
    ['经度', ['coordinates']],
    ['既往病史', ['medical']],
    ['人脸特征值', ['biometric']],
    ['宗教信仰', ['religion']],
    ['全国学籍号', ['minor']],
  ])('%s names %j', (header, names) => {
    expect(readHeader(header).names).toEqual(names)
  })

  test.each([
    '身份证签发机关',
    '手机品牌',
    '订单号',
    '企业名称',
    '公司名称',
    '成立日期',
    '金额（元）',
    '版本号',
    'order_no',
    'product_name',
    'id',
  ])('%s names something else', (header) => {
    expect(readHeader(header).names).toEqual([])
  })

  test.each(['', '字段3', 'col_5', 'F12', 'road_name', 'zzz', '（）', '的', '🙂'])('「%s」 says nothing', (header) => {
    expect(readHeader(header)).toEqual({ names: undefined, isVague: false, isAboutMinors: false })
  })

  test('a vague heading is known as such', () => {
    expect(readHeader('编号').isVague).toBe(true)
    expect(readHeader('订单编号').isVague).toBe(false)
    for (const heading of vagueHeadings.split(' '))
      expect(readHeader(heading), heading).toMatchObject({ names: [], isVague: true })
  })

  test('who is spoken of', () => {
    for (const header of ['学生姓名', '监护人电话', 'student_name', '幼儿出生日期'])
      expect(readHeader(header).isAboutMinors, header).toBe(true)
    for (const header of ['学生人数', '姓名', 'minority', '儿童公园名称'])
      expect(readHeader(header).isAboutMinors, header).toBe(false)
  })

  test('a heading of a million characters is read in no time', () => {
    const began = performance.now()
    for (const piece of ['(', '（', '号', 'a_', ' ', '1']) readHeader(piece.repeat(1_000_000))
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

test('a term stands once, and those that name nothing do not hide one that does', () => {
  const named = headerTerms.filter(({ names }) => names.length > 0).flatMap(({ zh }) => zh.split(/\s+/))
  expect(named.filter((term, i) => named.indexOf(term) !== i)).toEqual([])
})
