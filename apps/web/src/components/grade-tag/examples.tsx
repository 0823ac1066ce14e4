import { GradeTag } from './grade-tag.tsx'
import type { Example } from '../example.ts'

export const examples: readonly Example[] = [1, 2, 3, 4].map((grade) => ({
  name: `grade ${grade}`,
  node: <GradeTag grade={grade} />,
}))
