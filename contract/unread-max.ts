/** More unread tickets are not listed: whoever has so many reads on in the queue. */
export const unreadMax = 200
