/** Three questions at the end, for whoever reported and for whom it was about. */
export const survey = {
  heading: 'Three questions, if you like',
  hint: 'You need not answer. Your answers go into sums of at least five, without your case: nobody on the team sees what you alone answered. Write nothing here that they should know; there is the form above.',
  reporter: [
    'Did you always know what was going on?',
    'Were you treated with respect?',
    'Would you report something again?',
  ],
  respondent: [
    'Did you know what you were asked about, and what would follow?',
    'Were you treated with respect?',
    'Were you heard before it was decided?',
  ],
  scale: ['Not at all', 'Hardly', 'Partly', 'Mostly', 'Fully'],
  send: 'Send my answers',
  choose: 'Choose an answer to each of the three questions.',
  thanks: 'Thank you. Your answers are counted.',
  before: 'Three questions were answered here. Thank you.',
  notAsked: 'This is not asked here.',
};
export type SurveyMessages = typeof survey;
