import type { Reply } from './run-apart.ts'

/** The other side of `openApart`: answers each task, and ends when the server does. */
export function serveApart<Task, Answer>(work: (task: Task) => Answer): void {
  const say = (reply: Reply<Answer>): void => {
    process.send?.(reply)
  }
  process.on('message', ({ task }: { task: Task }) => {
    try {
      say({ kind: 'answer', answer: work(task) })
    } catch (error) {
      say({ kind: 'failure', message: error instanceof Error ? error.message : String(error) })
    }
  })
  say({ kind: 'ready' })
}
