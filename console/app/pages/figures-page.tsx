import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FigureChoice, FigureChoices } from '../../desk/figures/figure-choices.tsx'
import { periodOf } from '../../desk/figures/figure-period.ts'
import { HandOffFiguresView } from '../../desk/figures/hand-off-figures.tsx'
import { TicketFiguresView } from '../../desk/figures/ticket-figures.tsx'
import { useClockRead } from '../../ui/clock.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { choiceOfFigures, searchOfFigures } from '../page-search.ts'

const page = getRouteApi('/signed-in/figures')

export function FiguresPage() {
  const choice = choiceOfFigures(page.useSearch())
  const navigate = useNavigate()
  const period = periodOf(useClockRead()(), choice.weeks)
  return (
    <PageFrame
      title={t`Figures`}
      about={t`Whether answers were right and came in time, how long teams held what they were asked, and what is not written down. The address of this page is a link to what you see.`}
      actions={
        <FigureChoices
          choice={choice}
          onChoice={(chosen: FigureChoice) =>
            void navigate({ to: '/figures', search: searchOfFigures(chosen), replace: true })
          }
        />
      }
    >
      {choice.about === 'tickets' ? (
        <TicketFiguresView period={period} by={choice.ticketsBy} />
      ) : (
        <HandOffFiguresView period={period} by={choice.handOffsBy} team={choice.team} />
      )}
    </PageFrame>
  )
}
