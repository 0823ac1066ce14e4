import { describe, expect, test } from 'vitest'
import { passwordFault, piecesOf } from './password-strength.ts'

describe('a password', () => {
  test.each([
    'password1234',
    'Password1234!',
    'p@ssw0rd2024!',
    'qwertyuiop123',
    '1qaz2wsx3edc4rfv',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    '123456789012345',
    'admin@admin@admin',
    'woaini5201314',
    'Iloveyou123456',
    'zhongguo2026!!',
  ])('«%s» is guessable', (password) => {
    expect(passwordFault(password, [])).toBe('guessable')
  })

  test.each([
    'a password of some length',
    'gT7x-kQ2m-9vLp',
    '春眠不觉晓处处闻啼鸟夜来',
    'correct horse battery staple',
  ])('«%s» is taken', (password) => {
    expect(passwordFault(password, [])).toBeUndefined()
  })

  test('made of what is known of its holder is guessable, however it is written', () => {
    expect(passwordFault('Wuzhong.Civil.Steward.2026', ['wuzhong.civil.steward', '民政数据管理员'])).toBe('guessable')
    expect(passwordFault('Wuzhong.Civil.Steward.2026', [])).toBeUndefined()
  })

  test('is measured in characters as they are seen', () => {
    expect(passwordFault('e\u0301'.repeat(11), [])).toBe('tooShort')
    expect(passwordFault('😀'.repeat(11), [])).toBe('tooShort')
    expect(passwordFault('kx'.repeat(65), [])).toBe('tooLong')
  })

  test('each unforeseeable character counts for itself', () => {
    expect(piecesOf('kzqmwx')).toBe(6)
    expect(piecesOf('password')).toBe(1)
    expect(piecesOf('kzqkzqkzqkzq')).toBe(4)
  })
})
