import { describe, expect, test } from 'vitest'
import { markedParts } from './marked-parts.ts'

const marked = (text: string, sought: string): readonly string[] =>
  markedParts(text, sought).flatMap((part) => (part.marked ? [part.text] : []))

describe('what was sought in a text', () => {
  test('is marked wherever it stands, in any case of letters', () => {
    expect(marked('GB/T 2261.1 性别，gb/t', 'GB/T')).toEqual(['GB/T', 'gb/t'])
  })
  test('several words are marked each', () => {
    expect(marked('户籍人口基本信息', '人口  信息')).toEqual(['人口', '信息'])
  })
  test('a word that was cut up marks the pieces of it', () => {
    expect(marked('公民基本信息', '公民信息')).toEqual(['公民', '信息'])
  })
  test('nothing is lost of the text, and what did not match is not marked', () => {
    expect(markedParts('公民', 'gmxx')).toEqual([{ text: '公民', marked: false }])
    expect(
      markedParts('a(b)*c', '(b)*')
        .map((part) => part.text)
        .join(''),
    ).toBe('a(b)*c')
  })
})
