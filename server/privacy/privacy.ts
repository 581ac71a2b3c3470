/**
 * What somebody outside may ask of us about themselves: everything that is kept of them, as an archive, and that it
 * is erased, in every store, with a search of all of them as the proof.
 */
export { erasePeople } from './erase-people.ts'
