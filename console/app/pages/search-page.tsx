import { searchTickets } from '@bellwether/contract/desk.ts'
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../call.query.ts'
import { SearchHits } from '../../desk/search/search-hits.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { plural } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from './search-page.module.css'

const page = getRouteApi('/signed-in/search')

/** Everything that was said on tickets, by its words. */
export function SearchPage() {
  const { q = '' } = page.useSearch()
  const navigate = useNavigate()
  const [text, setText] = useState(q)
  const asked = useRef(q)
  const find = useDebouncedCallback((wanted: string) => {
    asked.current = wanted
    void navigate({ to: '/search', search: { q: wanted === '' ? undefined : wanted }, replace: true })
  }, 200)
  // A link or the way back asks for something else than what is typed.
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])
  return (
    <PageFrame title={q === '' ? t`Search` : t`Search: ${q}`} heading={t`Search`}>
      <TextInput
        type="search"
        size="md"
        autoFocus
        aria-label={t`Search everything said on tickets`}
        placeholder={t`Words, a name, an address, a host, “a phrase” …`}
        leftSection={<Icon name="search" size={16} />}
        maxLength={500}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          find(event.currentTarget.value)
        }}
        className={styles.field}
      />
      {q === '' ? <HowTo /> : <Found q={q} />}
    </PageFrame>
  )
}

function Found({ q }: { q: string }) {
  const found = useQuery({ ...ask(searchTickets, { query: { q, limit: '50' } }), placeholderData: keepPreviousData })
  return (
    <div aria-busy={found.isFetching}>
      <Loaded query={found}>
        {({ hits, hasMore, instead, remarks }) => (
          <>
            <p role="status" className={styles.said}>
              {instead !== null && (
                <>{tx`Nobody said exactly that. This is what was found for ${<strong>{instead}</strong>}.`} </>
              )}
              {hits.length > 0 && (
                <>
                  {plural(hits.length, 'ticket')}
                  {hasMore && t`, and there are more: add a word or a filter`}.
                </>
              )}
              {remarks.map((remark) => (
                <span key={remark} className={styles.remark}>
                  {translated(remark)}
                </span>
              ))}
            </p>
            {hits.length > 0 ? <SearchHits hits={hits} /> : <Nothing q={q} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

const Nothing = ({ q }: { q: string }) => (
  <EmptyState icon="search" title={t`Nothing was said that has all of “${q}”`}>
    {tx`All words must stand on the same ticket. Try fewer of them, or another form; customers, colleagues and trouble reports are found with ${<kbd>Ctrl K</kbd>}.`}
  </EmptyState>
)

const examples = [
  [
    '502 checkout',
    t`both words, anywhere on a ticket: in messages, notes, questions to teams, ticket fields, files and what stands in them`,
  ],
  ['"bad gateway"', t`a phrase as it stands`],
  ['from:vera@acme.example', t`who takes part, by name or address`],
  ['subject:invoice priority:high', t`with a word in the subject; with a priority`],
  ['is:open is:mine', t`also resolved, urgent, unclaimed, late, undocumented`],
  ['owner:ana team:network', t`owned by somebody; asked of a team now`],
  ['tag:slow-fonts', t`with a tag`],
  ['customer:acme site:www.acme.example', t`of a customer, by its key, or of a site`],
  ['after:2026-11-01 before:2026-11-20', t`opened on these days, in UTC`],
  ['crash -test has:file', t`without a word; with an attachment`],
] as const

function HowTo() {
  return (
    <section aria-label={t`What can be asked`} className={styles.examples}>
      <dl>
        {examples.map(([q, what]) => (
          <div key={q}>
            <dt>
              <Link to="/search" search={{ q }}>
                <code>{q}</code>
              </Link>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
