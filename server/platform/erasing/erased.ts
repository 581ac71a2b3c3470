/** What stands where the address of somebody erased stood: by RFC 2606 no mail reaches it. */
export const erasedAddress = 'erased@erased.invalid'
export const erasedName = 'Erased person'
/** What stands where words stood: the time line still says that somebody wrote. */
export const erasedText = 'Erased, as the customer asked.'
