import { Fragment, type ReactNode } from 'react'
import { cutSentence } from './words.ts'

/** A sentence around marked words, links or times: tx`since ${<Moment at={at} />} by ${<b>{name}</b>}`. */
export const tx = (strings: TemplateStringsArray, ...values: readonly ReactNode[]): ReactNode =>
  cutSentence(strings).map((part, index) => (
    <Fragment key={index}>{index % 2 === 0 ? part : values[Number(part)]}</Fragment>
  ))
