/** What a page says was done, after the form that did it; an address carries the name, never the text. */
const done = {
  opened: 'You have opened the case. The reporter sees that it is opened.',
  answered: 'Your message has been sent to the reporter.',
  noted: 'The note is kept.',
  state: 'The state is changed.',
  assigned: 'The case is in these hands now.',
  taken: 'You have taken it. The others and the reporter see that somebody has.',
  moved: 'The date is moved. The reporter reads from when to when.',
  contacted: 'The reporter’s page no longer says that somebody will be in touch.',
  task: 'The task is added.',
  ticked: 'The task is changed.',
  granted: 'They can see the case now.',
  lifted: 'They are back in.',
  aside: 'They cannot see the case any more, and are told that a lead has asked them to step aside.',
  back: 'They are not kept from the case any more.',
  left: 'You have left the case to others. It is gone for you.',
  transferred: 'The other channel has the case now.',
  split: 'The part is a case of its own now, linked to this one.',
  erased: 'The case is erased, as its reporter asked.',
  linked: 'The cases are linked.',
  unlinked: 'The cases are parted.',
} as const;
export type Done = keyof typeof done;

export const newsOf = (name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(done, name) ? done[name as Done] : undefined;
