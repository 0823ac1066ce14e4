// A thread that checks and seals blocks of rows, so that neither a batch nor its cryptography blocks the server's requests.
import { parentPort } from 'node:worker_threads'
import type { LaneAnswer, LaneQuestion } from './lanes.ts'
import { createBlockSealer, type BlockSealer } from './seal-block.ts'

let sealer: BlockSealer | undefined

parentPort!.on('message', (question: LaneQuestion) => {
  const { id } = question
  try {
    const answer = answerTo(question)
    const made =
      typeof answer === 'object' && answer !== null && 'rows' in answer
        ? [answer.rows.buffer, answer.quarantine.buffer]
        : []
    // The memory of the block goes back to where it came from.
    const used = question.ask === 'process' ? question.block.bytes.buffer : undefined
    parentPort!.postMessage(
      { id, answer, ...(used === undefined ? {} : { used }) } satisfies LaneAnswer,
      used === undefined ? made : [...made, used],
    )
  } catch (error) {
    // The class alone: a message could quote a value.
    const failed = `sealing failed: ${error instanceof Error ? error.name : typeof error}`
    parentPort!.postMessage({ id, failed } satisfies LaneAnswer)
  }
})

function answerTo(
  question: LaneQuestion,
): ReturnType<BlockSealer['process']> | ReturnType<BlockSealer['finding']> | null {
  if (question.ask === 'open') {
    sealer = createBlockSealer(question.config)
    return null
  }
  return question.ask === 'process' ? sealer!.process(question.block) : sealer!.finding()
}
