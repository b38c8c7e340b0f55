/** What the queue is narrowed to, as its form sends it; what is not chosen is not there. */
export type QueueChoice = Readonly<
  Partial<Record<'channel' | 'status' | 'assignee' | 'state' | 'tag', string>>
>;

/** What of a request narrows the list; a choice that says nothing is left out. */
export const choiceOf = (field: (name: string) => string | undefined): QueueChoice => {
  const given = (['channel', 'status', 'assignee', 'state', 'tag'] as const).flatMap((name) => {
    const value = field(name) ?? '';
    return value === '' || (name === 'status' && value === 'open') ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
};
