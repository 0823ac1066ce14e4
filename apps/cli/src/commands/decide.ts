import { readFile } from 'node:fs/promises'
import { civilDateOf } from '@fadu/domain'
import { createClient, FaduProblem } from '@fadu/sdk'
import { describeFault } from '../faults.ts'
import { askLaw } from '../law/ask-server.ts'
import { ActUnknown, decideOffline, type DecisionAnswer } from '../law/decide-offline.ts'
import { FactsInvalid, parseFacts, withStandardFacts, type Defaulted } from '../law/decision-facts.ts'
import { packsFolderOf } from '../law/packs-folder.ts'
import { UsageError } from '../usage.ts'
import { printJson, type Input, type Output } from './output.ts'

export interface DecideOptions {
  readonly territory: string
  readonly act: string
  /** A file, or `-` for the standard input. */
  readonly facts: string
  readonly url?: string
  readonly packs?: string
  readonly json?: boolean
}

/** Exit codes of a decision: a refusal is an answer and no failure, but a script must be able to tell it. */
export const decisionCodes = { allow: 0, deny: 3, badInput: 2 } as const

/** `fadu decide`: whether the law permits an act on given facts, on which clauses, and what it would need otherwise. */
export async function decide(options: DecideOptions, output: Output, input: Input): Promise<number> {
  try {
    const asked = withStandardFacts(parseFacts(await readFacts(options.facts, input)), {
      territory: options.territory,
      today: civilDateOf(new Date()),
    })
    const answer = options.url === undefined ? await offline(options, asked) : await online(options.url, options, asked)
    if (options.json === true) printJson(output, { ...answer, defaulted: asked.defaulted })
    else for (const line of describe(answer, asked.defaulted)) output.out(line)
    return decisionCodes[answer.effect]
  } catch (error) {
    if (error instanceof ActUnknown) throw unknownAct(error)
    if (!isBadInput(error)) throw error
    for (const line of describeFault(error)) output.err(line)
    return decisionCodes.badInput
  }
}

type AskedDecision = ReturnType<typeof withStandardFacts>

async function offline(
  { territory, act, packs }: DecideOptions,
  { facts, on }: AskedDecision,
): Promise<DecisionAnswer> {
  return decideOffline({ packs: (await packsFolderOf(packs)).folder, territory, on, act, facts })
}

async function online(
  url: string,
  { territory, act }: DecideOptions,
  { facts, on }: AskedDecision,
): Promise<DecisionAnswer> {
  const body = { territory, act, ...facts, on }
  return askLaw<DecisionAnswer>(createClient({ baseUrl: url }), '/api/v1/law/decisions', body)
}

async function readFacts(file: string, input: Input): Promise<string> {
  if (file !== '-') return readFile(file, 'utf8')
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of input) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

function unknownAct({ act, near }: ActUnknown): UsageError {
  const [zh, en] = near.length === 0 ? ['', ''] : [`，相近的有 ${near.join('、')}`, `; near: ${near.join(', ')}`]
  return new UsageError(`没有「${act}」这一办理${zh}`, `no such act${en}`)
}

/** What the asker can mend: a server says so with a fault of the request. */
function isBadInput(error: unknown): boolean {
  return error instanceof FactsInvalid || (error instanceof FaduProblem && error.status === 400)
}

const effects = { allow: '准许 allow', deny: '不准许 deny' } as const

function describe(answer: DecisionAnswer, defaulted: Defaulted): readonly string[] {
  const { effect, bySilence, regime, draft, grounds, needed, faults } = answer
  return [
    `${effects[effect]}${draft ? '（草案试行 draft）' : ''}`,
    ...(bySilence ? ['  没有规则准许；准许的规则要求如下 / no rule permits it; those that could ask for this'] : []),
    ...grounds.map((g) => `  依据 ground ${g.clause}（${g.source}，${g.standing}，规则 rule ${g.rule}）${g.text}`),
    ...needed.map((n) => `  需要 needed ${n.clause}：${n.text}`),
    ...faults.map((f) => `  规则无法评估 rule cannot be evaluated ${f.rule}（${f.effect}）：${f.message}`),
    ...Object.entries(defaulted).map(([name, value]) => `  未给出，取默认值 not given, taken as ${name} = ${value}`),
    `  适用 regime ${regime}`,
  ]
}
