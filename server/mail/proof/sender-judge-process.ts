import { createReadStream } from 'node:fs'
import { serveApart } from '../../platform/apart/serve-apart.ts'
import { openResolver } from './bounded-resolver.ts'
import { senderFacts } from './find-sender-facts.ts'
import type { JudgeAnswer, JudgeTask } from './sender-judge.ts'

serveApart<JudgeTask, JudgeAnswer>(async ({ path, handover, nameServers }) => {
  const resolver = openResolver(nameServers)
  const facts = await senderFacts(createReadStream(path), handover, resolver.resolve)
  return (await resolver.isSilent()) ? undefined : facts
})
