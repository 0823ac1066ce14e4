import type { Example } from '../example.ts'
import { DiffView } from './diff-view.tsx'

export const examples: readonly Example[] = [
  {
    name: 'fields and items',
    node: (
      <DiffView
        difference={{
          name: null,
          fields: [
            {
              field: 'shareCondition',
              label: '共享条件',
              kind: 'changed',
              oldText: '仅限公安机关为户籍管理使用',
              newText: '仅限公安、民政机关为户籍管理使用',
            },
            { field: 'updateCycle', label: '更新周期', kind: 'added', new: 'weekly', oldText: null, newText: 'weekly' },
          ],
          items: [
            {
              code: 'phone',
              name: '联系电话',
              kind: 'added',
              changes: [
                { field: 'type', label: '类型', kind: 'added', new: 'text', oldText: null, newText: 'text' },
                { field: 'grade', label: '分级', kind: 'added', new: 3, oldText: null, newText: '3' },
              ],
            },
            { code: 'fax', name: '传真', kind: 'removed', changes: [] },
          ],
          order: null,
        }}
      />
    ),
  },
  { name: 'nothing changed', node: <DiffView difference={{ name: null, fields: [], items: [], order: null }} /> },
]
