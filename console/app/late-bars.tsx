import { WordsDueBar } from '../incidents/declared/words-due-bar.tsx'
import { HandOverBar } from '../pager/hand-overs/hand-over-bar.tsx'
import { NoticeFold } from '../ui/notice-fold.tsx'

/** What stands above every screen and can wait for a moment. */
export function LateBars() {
  return (
    <>
      <NoticeFold />
      <WordsDueBar />
      <HandOverBar />
    </>
  )
}
