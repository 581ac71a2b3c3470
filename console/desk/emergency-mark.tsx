import { Mark } from '../ui/mark.tsx'

/** Came in through the emergency address from a customer who may page. */
export const EmergencyMark = () => (
  <Mark tone="danger" icon="bell">
    emergency
  </Mark>
)
