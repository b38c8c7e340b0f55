/** In which published transparency reports a report was counted. */
export const counted = {
  ask: 'Is my report counted?',
  hint: 'Looks for your report in the transparency reports that are published.',
  heading: 'Your report in published counts',
  none: 'No transparency report is published yet.',
  unopened: 'Nobody on the team has opened your report yet. A report is counted from then on.',
  standings: {
    counted: 'Your report is counted.',
    'other-months': 'Your report came in other months. It is not counted here.',
    'held-back':
      'Your report is not counted here. Some cases are held back, so that nobody can be found in a count: such as cases that somebody on the team is kept from.',
  },
  howChecked:
    'Only you and the team can find this out: your report is found by a random number that stands in your conversation alone. In the published file it is one mark among as many as there are reports.',
};
export type CountedMessages = typeof counted;
