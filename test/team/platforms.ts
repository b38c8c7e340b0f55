/** The settings of one platform, on which the tests restrict accounts. */
export const platforms = {
  chat: { label: 'Chat', restrictions: { mute: 'Muted', ban: 'Banned' }, carriedOutBy: 'Chat admins' },
};
