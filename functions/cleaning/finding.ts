/**
 * Everything a cleaner may say it found and removed, in the order pages list it. A finding never carries text of the
 * file: pages put the kinds into words.
 */
export const findings = [
  'gps-position',
  'camera',
  'author',
  'tracked-change-authors',
  'comment-authors',
  'file-paths',
  'dates',
  'software',
  'edit-history',
  'thumbnail',
  'second-image',
  'title-and-keywords',
  'comment',
  'xmp',
  'iptc',
  'document-properties',
  'identifiers',
  'printer',
  'signature',
  'embedded-files',
  'custom-data',
  'tags',
  'cover-picture',
  'sensor-track',
  'subtitles',
  'color-profile',
  'other-data',
  'trailing-bytes',
] as const;
export type Finding = (typeof findings)[number];

/**
 * What an independent look at the result still finds (`leftovers.ts`). A file with any of them is called partly cleaned,
 * never cleaned.
 */
export const leftovers = [
  'mail-addresses',
  'user-paths',
  'user-names',
  'positions',
  'picture-details',
  'account-numbers',
  'connection-details',
] as const;
export type Leftover = (typeof leftovers)[number];
export const isLeftover = (remark: Remark): remark is Leftover =>
  leftovers.some((leftover) => leftover === remark);

/** What stays in a file after cleaning, as content or because it can't be told from content. Pages warn of each. */
export const remarks = [
  'tracked-changes',
  'comments',
  'fields',
  'scripts',
  'drawings',
  ...leftovers,
] as const;
export type Remark = (typeof remarks)[number];
