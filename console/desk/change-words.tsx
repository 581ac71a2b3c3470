import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'

const named = /(#\d{1,12}\b|\bR\d{1,9}\b)/

/** What happened, with the tickets (`#12`) and trouble reports (`R3`) that it names to be opened. */
export const ChangeWords = ({ text }: { text: string }) =>
  text.split(named).map((part, at) => <Fragment key={at}>{at % 2 === 0 ? part : <Named name={part} />}</Fragment>)

const Named = ({ name }: { name: string }) =>
  name.startsWith('#') ? (
    <Link to="/tickets/$number" params={{ number: name.slice(1) }}>
      {name}
    </Link>
  ) : (
    <Link to="/reports/$id" params={{ id: name }}>
      {name}
    </Link>
  )
