import { verifyReceipt, type ReceiptVerified } from '../verify/verify-receipt.ts'
import { expectThat, type StepReport, type Walk, type WalkStep } from './step.ts'

const application = 'wuzhong.civil.assistance'

/** The last word is not the server's: what it recorded is verified here, by arithmetic. */
export const proofSteps: readonly WalkStep[] = [
  {
    name: 'proof-access',
    who: application,
    zh: '在本机验证查询记录：内容 → 叶哈希 → 路径 → 检查点签名',
    en: 'verifies the record of its lookup on this machine',
    run: (walk) => verified(walk, walk.fact('wzReceipt'), 'released'),
  },
  {
    name: 'proof-refusal',
    who: application,
    zh: '在本机验证拒绝记录',
    en: 'verifies the record of the refusal on this machine',
    run: (walk) => verified(walk, walk.fact('wzRefusal'), 'refused'),
  },
]

async function verified(walk: Walk, receipt: string, outcome: string): Promise<StepReport> {
  const found = await verifyReceipt(walk.visitor, receipt, { reader: walk.application(application) })
  expectThat(found.body?.['outcome'] === outcome, `an entry with outcome ${outcome}`, found.body)
  expectThat(found.signatures.length >= 2, 'valid signatures of both keys of the log', found.signatures)
  return { outcome: 'verified', result: describeProof(found), receipt }
}

/** What a verification showed, for people. */
export function describeProof(found: ReceiptVerified): readonly string[] {
  const signatures = found.signatures.map((s) => `${s.algorithm} ${s.keyId}`).join('、')
  return [
    `第 ${found.leafIndex} 条 / 共 ${found.treeSize} 条；叶哈希 SM3 ${found.leafHash.slice(0, 16)}… 经 ${found.path} 个哈希到根 ${found.root.slice(0, 16)}…`,
    `检查点 ${found.origin}，有效签名 ${signatures}`,
    found.keysFrom === 'pinned'
      ? '验证密钥：由您给定 / keys pinned by you'
      : '验证密钥：取自该服务器，只证明其前后一致 / keys fetched from the server: shows only that it agrees with itself',
  ]
}
