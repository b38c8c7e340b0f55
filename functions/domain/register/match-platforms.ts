import { lettersApart } from '../kernel/plain-words.ts';
import { plainLetters } from './match-text.ts';

/** What hosts of large platforms are called by who does not type the address. */
const knownHosts: Readonly<Record<string, string>> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'reddit.com': 'reddit',
  'twitter.com': 'twitter',
  'x.com': 'twitter',
  't.me': 'telegram',
  'telegram.me': 'telegram',
  'discord.com': 'discord',
  'discordapp.com': 'discord',
  'discord.gg': 'discord',
  'linkedin.com': 'linkedin',
  'instagram.com': 'instagram',
  'facebook.com': 'facebook',
  'fb.com': 'facebook',
  'youtube.com': 'youtube',
  'tiktok.com': 'tiktok',
  'twitch.tv': 'twitch',
  'bsky.app': 'bluesky',
  'threads.net': 'threads',
  'matrix.to': 'matrix',
};
const otherNames: Readonly<Record<string, string>> = {
  x: 'twitter',
  fb: 'facebook',
  ig: 'instagram',
  gh: 'github',
};

const hostForm = /(?:[a-z0-9-]+\.)+[a-z]{2,}/u;
/** Parts of a host that say how it is looked at, and nothing of the platform. */
const sameEverywhere = /^(?:www|m|mobile|old|new)\./u;

const ofHost = (host: string): readonly string[] => {
  const bare = host.replace(sameEverywhere, '');
  const known = Object.hasOwn(knownHosts, bare) ? knownHosts[bare] : undefined;
  if (known !== undefined) return [known];
  const parts = bare.split('.');
  // `forum.example.org` is called “forum” by those who meet there; of `example.org` the first part is not enough.
  return parts.length > 2 ? [bare, parts[0] ?? ''] : [bare];
};

/**
 * What a platform goes by, as comparable names: two texts mean one platform when they have one in common. A host is itself,
 * and what it is usually called; a name is its letters and digits.
 * @returns none for a text that names no platform
 */
export const platformNames = (platform: string): readonly string[] => {
  const text = lettersApart(plainLetters(platform)).trim();
  const [host] = hostForm.exec(text) ?? [];
  if (host !== undefined) return ofHost(host);
  const name = text.replace(/[^\p{L}\p{N}]+/gu, '');
  if (name === '') return [];
  return [Object.hasOwn(otherNames, name) ? (otherNames[name] ?? name) : name];
};
