/** So long a token that somebody else has seen can be changed for one of the reporter's own; afterwards it opens nothing. */
export const handoverDays = 14;
