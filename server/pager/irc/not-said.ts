/** Why something was not said on IRC, in words that may be shown. */
export class NotSaid extends Error {}
